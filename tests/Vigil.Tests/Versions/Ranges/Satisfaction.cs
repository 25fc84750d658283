using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Deb;
using Vigil.Domain.Versions.Ranges;

namespace Vigil.Tests.Versions.Ranges;

/// <summary>One line of a table of constraints, for the syntaxes that bring their own order.</summary>
internal static class Satisfaction
{
    /// <summary>An order that none of them may ask.</summary>
    private static readonly DebVersion Foreign = new();

    public static void Check(string syntax, string text, string version, bool isSatisfied, ConstraintOptions options = ConstraintOptions.None)
    {
        Assert.True(Parse(syntax, text, options, out var constraint), $"'{text}' is no {syntax}");

        Assert.Equal(isSatisfied, constraint!.IsSatisfiedBy(Foreign, version));
    }

    public static void IsRefused(string syntax, string text) => Assert.False(Parse(syntax, text, ConstraintOptions.None, out _));

    public static bool Parse(string name, string text, ConstraintOptions options, out Constraint? constraint)
    {
        Assert.True(ConstraintSyntaxes.TryGet(name, out var syntax));
        return syntax.TryParse(text, options, out constraint);
    }
}
