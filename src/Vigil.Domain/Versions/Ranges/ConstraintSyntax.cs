using System.Diagnostics.CodeAnalysis;

namespace Vigil.Domain.Versions.Ranges;

/// <summary>A way of writing down which versions are meant. Stateless; never throws on bad input.</summary>
public abstract class ConstraintSyntax
{
    /// <summary>Name on the command line: <c>advisory</c>, <c>npm-range</c>, <c>pep440-specifier</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a constraint.</summary>
    /// <returns><see langword="false"/> where the text is not of this syntax.</returns>
    public abstract bool TryParse(ReadOnlySpan<char> text, ConstraintOptions options, [NotNullWhen(true)] out Constraint? constraint);

    /// <summary>Reads a constraint as its specification says.</summary>
    public bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Constraint? constraint) =>
        TryParse(text, ConstraintOptions.None, out constraint);
}
