using System.Collections.Frozen;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>What an ecosystem of the OSV schema means for us.</summary>
/// <param name="Ecosystem">Name without release.</param>
/// <param name="Release">Release, or empty.</param>
/// <param name="Repository">Product or repository to which its statements are limited, or empty.</param>
/// <param name="Scheme">Order of its versions; empty when the ecosystem is not known.</param>
/// <param name="NamesSource">Whether its packages are source packages.</param>
internal sealed record OsvEcosystem(string Ecosystem, string Release, string Repository, string Scheme, bool NamesSource)
{
    // https://ossf.github.io/osv-schema/#defined-ecosystems
    private static readonly FrozenDictionary<string, string> Schemes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AlmaLinux"] = "rpm",
        ["Alpaquita"] = "apk",
        ["Alpine"] = "apk",
        ["Amazon Linux"] = "rpm", // not in the schema; so the shipped set spells it
        ["Azure Linux"] = "rpm",
        ["BellSoft Hardened Containers"] = "apk",
        ["Bioconductor"] = "cran",
        ["CRAN"] = "cran",
        ["Chainguard"] = "apk",
        ["ConanCenter"] = "conan",
        ["Debian"] = "deb",
        ["Echo"] = "deb",
        ["GHC"] = "hackage",
        ["GitHub Actions"] = "semver",
        ["Go"] = "go",
        ["Hackage"] = "hackage",
        ["Hex"] = "semver",
        ["Julia"] = "semver",
        ["Mageia"] = "rpm",
        ["Maven"] = "maven",
        ["MinimOS"] = "apk",
        ["NuGet"] = "nuget",
        ["Packagist"] = "packagist",
        ["Photon OS"] = "rpm",
        ["Pub"] = "pub",
        ["PyPI"] = "pypi",
        ["Red Hat"] = "rpm",
        ["Rocky Linux"] = "rpm",
        ["RubyGems"] = "rubygems",
        ["SUSE"] = "rpm",
        ["SwiftURL"] = "semver",
        ["Ubuntu"] = "deb",
        ["Wolfi"] = "apk",
        ["crates.io"] = "crates",
        ["npm"] = "npm",
        ["openEuler"] = "rpm",
        ["openSUSE"] = "rpm",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Source =
        new[] { "Alpine", "Alpaquita", "Chainguard", "Debian", "Echo", "Mageia", "MinimOS", "Rocky Linux", "Ubuntu", "Wolfi" }
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads the member <c>affected[].package.ecosystem</c>.</summary>
    public static OsvEcosystem Parse(string published)
    {
        var (ecosystem, release, repository) = AdvisoryKeys.FromOsv(published);
        return new(ecosystem, release, repository, Schemes.GetValueOrDefault(ecosystem, ""), Source.Contains(ecosystem));
    }

    /// <summary>Order of versions of an ecosystem that the table does not have, told by its purl type or the type of its ranges.</summary>
    /// <returns>A scheme, or empty when nothing tells.</returns>
    public static string GuessScheme(ReadOnlySpan<byte> purl, bool hasSemverRange) =>
        purl.StartsWith("pkg:rpm/"u8) ? "rpm"
        : purl.StartsWith("pkg:deb/"u8) ? "deb"
        : purl.StartsWith("pkg:apk/"u8) ? "apk"
        : hasSemverRange ? "semver"
        : "";
}
