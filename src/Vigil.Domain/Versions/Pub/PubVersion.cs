using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Pub;

/// <summary>Versions of Dart packages: Semantic Versioning, with an order of builds.</summary>
/// <remarks>
/// <c>Version</c> of pub_semver: no build sorts first, then builds by the rules of pre-releases; numbers may start with 0.
/// Place of invalid texts: <see cref="SemanticScheme"/>.
/// </remarks>
public sealed class PubVersion : SemanticScheme
{
    /// <inheritdoc/>
    public override string Name => "pub";

    private protected override bool IsValid(SemanticParts parts) =>
        parts.IsBare && parts.NumberCount == 3 && parts.IsDashed && parts.AreSuffixesWellFormed;

    private protected override void WriteVersion(SemanticParts parts, ref SortKeyWriter key)
    {
        base.WriteVersion(parts, ref key);
        if (parts.BuildWithPlus.IsEmpty)
        {
            key.Byte(EndOfIdentifiers);
        }
        else
        {
            WriteIdentifiers(parts.Build, ref key);
        }
    }
}
