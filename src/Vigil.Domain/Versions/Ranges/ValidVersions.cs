namespace Vigil.Domain.Versions.Ranges;

/// <summary>Comparators of one ecosystem, which hold none but its versions.</summary>
internal sealed class ValidVersions(VersionScheme versions, ComparatorSets sets) : Constraint
{
    /// <inheritdoc/>
    public override bool IsSatisfiedBy(VersionScheme scheme, ReadOnlySpan<char> version) =>
        versions.IsValid(version) && sets.IsSatisfiedBy(versions, version);

    /// <inheritdoc/>
    public override string ToString() => sets.ToString();
}
