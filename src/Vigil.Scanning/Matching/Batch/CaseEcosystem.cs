using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Ranges;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>A language ecosystem as cases name it.</summary>
/// <param name="Ecosystem">Its OSV name.</param>
/// <param name="Feed">How its sources begin, before <c>::</c>.</param>
/// <param name="Scheme">Its version scheme.</param>
/// <param name="Syntax">Syntax of its constraints.</param>
/// <param name="LibraryTypes">Names of the files or tools that its packages come from, in lower case.</param>
internal sealed record CaseEcosystem(string Ecosystem, string Feed, string Scheme, string Syntax, params string[] LibraryTypes)
{
    private const string Advisory = "advisory";

    private static readonly CaseEcosystem[] All =
    [
        new("RubyGems", "rubygems", "rubygems", "gem-requirement", "bundler", "gemspec"),
        new("crates.io", "cargo", "crates", Advisory, "cargo", "rustbinary"),
        new("Packagist", "composer", "packagist", Advisory, "composer", "composervendor", "composer-vendor"),
        new("Go", "go", "go", Advisory, "gobinary", "gomod", "gomodule", "go"),
        new("Maven", "maven", "maven", "maven-range", "jar", "pom", "gradle", "sbt"),
        new("npm", "npm", "npm", "npm-range", "npm", "yarn", "pnpm", "bun", "nodepkg", "node-pkg", "javascript"),
        new("NuGet", "nuget", "nuget", Advisory, "nuget", "dotnetcore", "dotnet-core", "packagesprops"),
        new("PyPI", "pip", "pypi", "pep440-lenient", "pip", "pipenv", "poetry", "pythonpkg", "python-pkg", "uv", "pylock"),
        new("Pub", "pub", "pub", Advisory, "pub"),
        new("Hex", "erlang", "semver", Advisory, "hex", "erlang", "elixir"),
        new("ConanCenter", "conan", "conan", Advisory, "conan"),
        new("SwiftURL", "swift", "semver", Advisory, "swift"),
        new("CocoaPods", "cocoapods", "rubygems", "gem-requirement", "cocoapods"),
        new("Bitnami", "bitnami", "bitnami", Advisory, "bitnami"),
        new("Kubernetes", "k8s", "semver", Advisory, "k8s", "k8supstream", "kubernetes"),
        new("Julia", "julia", "semver", Advisory, "julia"),
    ];

    /// <summary>The ecosystem of a source: what stands before <c>::</c>.</summary>
    public static CaseEcosystem? OfSource(string source)
    {
        var end = source.IndexOf("::", StringComparison.Ordinal);
        return end < 0 ? null : Array.Find(All, one => source.AsSpan(0, end).Equals(one.Feed, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The ecosystem of a library type.</summary>
    public static CaseEcosystem? OfLibraryType(string type) =>
        Array.Find(All, one => one.LibraryTypes.Contains(type.ToLowerInvariant()) || one.Ecosystem.Equals(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the advisory's constraints hold a version: it is vulnerable, and neither patched nor unaffected.</summary>
    public bool IsVulnerable(string version, CaseAdvisory advisory)
    {
        var vulnerable = advisory.Value.Texts("VulnerableVersions");
        string[] secure = [.. advisory.Value.Texts("PatchedVersions"), .. advisory.Value.Texts("UnaffectedVersions")];
        if (!VersionSchemes.TryGet(Scheme, out var scheme))
        {
            return false;
        }

        // an empty bound was meant to hold everything
        if (vulnerable.Contains("") || advisory.Value.Texts("PatchedVersions").Contains(""))
        {
            return true;
        }

        return scheme.IsValid(version)
            && vulnerable.Length + secure.Length > 0
            && (vulnerable.Length == 0 || Array.Exists(vulnerable, constraint => Holds(scheme, constraint, version)))
            && !Array.Exists(secure, constraint => Holds(scheme, constraint, version));
    }

    private bool Holds(VersionScheme scheme, string constraint, string version) =>
        TryParse(constraint, out var parsed) && parsed.IsSatisfiedBy(scheme, version);

    private bool TryParse(string constraint, [NotNullWhen(true)] out Constraint? parsed)
    {
        parsed = null;
        return (ConstraintSyntaxes.TryGet(Syntax, out var own) && own.TryParse(constraint, ConstraintOptions.IncludePrerelease | ConstraintOptions.Loose, out parsed))
            || ConstraintSyntaxes.Advisory.TryParse(constraint, out parsed);
    }
}
