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

    /// <summary>The ecosystem of a source: what stands before <c>::</c>, with a supplier before it (<c>seal pip::…</c>) or without.</summary>
    /// <param name="source">The source.</param>
    /// <param name="supplier">The supplier, or empty.</param>
    public static CaseEcosystem? OfSource(string source, out string supplier)
    {
        var end = source.IndexOf("::", StringComparison.Ordinal);
        var feed = end < 0 ? "" : source[..end];
        var blank = feed.LastIndexOf(' ');
        supplier = blank < 0 ? "" : feed[..blank];
        return Array.Find(All, one => feed.AsSpan(blank + 1).Equals(one.Feed, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The ecosystem of a library type.</summary>
    public static CaseEcosystem? OfLibraryType(string type) =>
        Array.Find(All, one => one.LibraryTypes.Contains(type.ToLowerInvariant()) || one.Ecosystem.Equals(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the advisory's constraints hold a version: it is vulnerable, and neither patched nor unaffected.</summary>
    /// <remarks>An advisory with a constraint that cannot be read says nothing.</remarks>
    public bool IsVulnerable(string version, CaseAdvisory advisory)
    {
        var vulnerable = advisory.Value.Texts("VulnerableVersions");
        var patched = advisory.Value.Texts("PatchedVersions");
        if (vulnerable.Contains("") || patched.Contains(""))
        {
            return true; // an empty bound was meant to hold everything
        }

        string[] secure = [.. patched, .. advisory.Value.Texts("UnaffectedVersions")];
        return vulnerable.Length + secure.Length > 0
            && VersionSchemes.TryGet(Scheme, out var scheme)
            && scheme.IsValid(version)
            && TryParse(vulnerable, out var toBeMet)
            && TryParse(secure, out var toBeMissed)
            && (toBeMet.Length == 0 || Array.Exists(toBeMet, constraint => constraint.IsSatisfiedBy(scheme, version)))
            && !Array.Exists(toBeMissed, constraint => constraint.IsSatisfiedBy(scheme, version));
    }

    private bool TryParse(string[] texts, out Constraint[] constraints)
    {
        constraints = new Constraint[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            var text = Syntax == "npm-range" ? texts[i].Replace(',', ' ') : texts[i]; // advisories put a comma where npm puts a blank
            if (!SyntaxOf(text).TryParse(text, ConstraintOptions.IncludePrerelease | ConstraintOptions.Loose, out var parsed)
                && !ConstraintSyntaxes.Advisory.TryParse(texts[i], out parsed))
            {
                return false;
            }

            constraints[i] = parsed;
        }

        return true;
    }

    // Maven's advisories mostly have comparators; a range of its own begins with a bracket
    private ConstraintSyntax SyntaxOf(string text) =>
        (Ecosystem != "Maven" || text.TrimStart() is ['[' or '(', ..]) && ConstraintSyntaxes.TryGet(Syntax, out var own) ? own : ConstraintSyntaxes.Advisory;
}
