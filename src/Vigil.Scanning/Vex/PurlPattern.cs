using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;

namespace Vigil.Scanning.Vex;

/// <summary>A package URL as a pattern: what it does not say may be anything.</summary>
/// <param name="purl">The package URL.</param>
internal sealed class PurlPattern(PackageUrl purl)
{
    /// <summary>Whether it says of which version it speaks.</summary>
    public bool HasVersion => purl.Version.Length > 0;

    /// <summary>Reads a pattern.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PurlPattern? pattern)
    {
        pattern = PackageUrl.TryCanonicalize(text, out var purl, out _) ? new PurlPattern(purl) : null;
        return pattern is not null;
    }

    /// <summary>Whether a package is meant: it, or the source package that it was built from.</summary>
    public bool Matches(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return (purl.Type == package.Purl.Type || (purl.Type, package.Purl.Type) is ("dpkg", "deb"))
            && purl.Namespace == package.Purl.Namespace
            && (MatchesBinary(package) || MatchesSource(package));
    }

    /// <summary>Whether an image is meant (<c>pkg:oci/NAME@sha256:…?repository_url=…</c>).</summary>
    public bool Matches(ArtifactIdentity artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        if (purl.Type is not ("oci" or "docker") || (purl.Version.StartsWith("sha256:", StringComparison.Ordinal) && purl.Version != artifact.Digest))
        {
            return false;
        }

        // registry.example/team/shop:1.2@sha256:… : the repository ends at a tag or a digest
        var name = artifact.Name.Split('@')[0];
        var slash = name.LastIndexOf('/');
        var colon = name.IndexOf(':', slash + 1);
        var repository = colon < 0 ? name : name[..colon];
        var url = purl.Qualifier("repository_url");
        return (purl.Version.Length > 0 && purl.Version == artifact.Digest)
            || (string.Equals(repository[(slash + 1)..], purl.Name, StringComparison.OrdinalIgnoreCase)
                && (url.Length == 0 || repository.Equals(url, StringComparison.OrdinalIgnoreCase) || repository.Equals($"{url}/{purl.Name}", StringComparison.OrdinalIgnoreCase))
                && (purl.Version.Length == 0 || purl.Version.StartsWith("sha256:", StringComparison.Ordinal) || (colon > 0 && name[(colon + 1)..] == purl.Version)));
    }

    private bool MatchesBinary(Package package) =>
        purl.Name == package.Purl.Name
        && (!HasVersion || purl.Version == package.Purl.Version || purl.Version == package.Coordinate.Version)
        && purl.Qualifiers.Items.All(qualifier => package.Purl.Qualifier(qualifier.Key) is var value && (value.Length == 0 || value == qualifier.Value));

    private bool MatchesSource(Package package) =>
        package.Coordinate.SourceName.Length > 0
        && purl.Name == package.Coordinate.SourceName
        && (!HasVersion || purl.Version == package.Coordinate.EffectiveSourceVersion || purl.Version == WithoutEpoch(package.Coordinate.EffectiveSourceVersion))
        && purl.Qualifier("arch") is "" or "source" or "src"
        && purl.Qualifier("distro") is var distro && (distro.Length == 0 || distro == package.Purl.Qualifier("distro"));

    private static string WithoutEpoch(string version) => version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
