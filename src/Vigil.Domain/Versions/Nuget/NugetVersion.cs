using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Nuget;

/// <summary>Versions of .NET packages: Semantic Versioning with one to four numbers and no regard to case.</summary>
/// <remarks>
/// <c>NuGetVersion</c> and <c>VersionComparer.Default</c> of NuGet.Versioning: missing numbers are 0, numbers may start with 0, builds do
/// not count. Place of invalid texts: <see cref="SemanticScheme"/>.
/// </remarks>
public sealed class NugetVersion : SemanticScheme
{
    private const int MaxNumbers = 4;

    /// <inheritdoc/>
    public override string Name => "nuget";

    private protected override bool IgnoresCase => true;

    private protected override bool IsValid(SemanticParts parts) =>
        parts.Prefix.IsWhiteSpace() && parts.NumberCount is > 0 and <= MaxNumbers && parts.NumbersAreAtMost(int.MaxValue)
        && parts.IsDashed && parts.AreSuffixesWellFormed;
}
