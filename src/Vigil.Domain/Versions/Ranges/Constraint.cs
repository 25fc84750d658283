namespace Vigil.Domain.Versions.Ranges;

/// <summary>A set of versions, as parsed by a <see cref="ConstraintSyntax"/>. Immutable.</summary>
public abstract class Constraint
{
    /// <summary>Whether a version belongs to the set.</summary>
    /// <param name="scheme">
    /// The order of the versions. Syntaxes that belong to one ecosystem (<c>npm-range</c>, <c>pep440-specifier</c>) bring their own and ignore it.
    /// </param>
    /// <param name="version">Any text; what is no version of the ecosystem belongs to no set that the ecosystem's own syntax describes.</param>
    public abstract bool IsSatisfiedBy(VersionScheme scheme, ReadOnlySpan<char> version);
}
