using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Ranges;

namespace Vigil.Tests.Versions.Ranges;

public sealed class AdvisorySyntaxTests
{
    [Theory]
    [InlineData("", "b", true)]
    [InlineData("> a, < c", "b", true)]
    [InlineData(">a,<c", "c", false)]
    [InlineData("<b || >= d", "a", true)]
    [InlineData("<b || >= d", "c", false)]
    [InlineData("<b || >= d", "d", true)]
    [InlineData("b", "b", true)]
    [InlineData("== b", "b", true)]
    [InlineData("!= b", "b", false)]
    [InlineData("'a, b' || \"c\"", "a, b", true)]
    [InlineData("'a, b' || \"c\"", "c", true)]
    [InlineData(">=a <c", "b", true)]
    [InlineData("|| b", "a", false)]
    [InlineData("= 1~rc1", "1~rc1", true)]
    public void Comma_is_and_bars_are_or(string text, string version, bool satisfied)
    {
        Assert.True(ConstraintSyntaxes.Advisory.TryParse(text, out var constraint));

        Assert.Equal(satisfied, constraint.IsSatisfiedBy(new OrdinalScheme(), version));
    }

    [Theory]
    [InlineData("<")]
    [InlineData("=> 1")]
    [InlineData("> 1, <")]
    [InlineData("'1")]
    [InlineData("1 | 2")]
    public void Broken_constraint_is_refused(string text) => Assert.False(ConstraintSyntaxes.Advisory.TryParse(text, out _));

    private sealed class OrdinalScheme : VersionScheme
    {
        public override string Name => "ordinal";

        public override bool IsValid(ReadOnlySpan<char> version) => true;

        public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left.SequenceCompareTo(right);
    }
}
