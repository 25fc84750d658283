using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Bitnami;

/// <summary>Versions of Bitnami packages: <c>major.minor.patch-revision</c>, of which the revision does not count.</summary>
/// <remarks>
/// A revision rebuilds the same upstream version, so advisories name none and no revision fixes a flaw (bitnami/go-version,
/// bitnami/vulndb). Anything after the numbers is taken for a revision. Place of invalid texts: <see cref="SemanticScheme"/>.
/// </remarks>
public sealed class BitnamiVersion : SemanticScheme
{
    /// <inheritdoc/>
    public override string Name => "bitnami";

    private protected override bool IsValid(SemanticParts parts) =>
        parts.IsBare && parts.NumberCount is > 0 and <= 3 && parts.IsDashed && parts.AreSuffixesWellFormed;

    private protected override void WriteVersion(SemanticParts parts, ref SortKeyWriter key) => WriteNumbers(parts.Numbers, ref key);
}
