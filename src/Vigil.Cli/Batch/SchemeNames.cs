using Vigil.Domain.Versions;

namespace Vigil.Cli.Batch;

/// <summary>Version schemes by the names that people use: the scheme's own, the purl type's, the OSV ecosystem's.</summary>
internal static class SchemeNames
{
    /// <summary>Finds a scheme.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public static VersionScheme Get(string name) =>
        VersionSchemes.TryGet(Canonical(name), out var scheme)
            ? scheme
            : throw new FormatException(
                $"there is no version scheme \"{name}\"; known are: {string.Join(", ", VersionSchemes.All.Select(known => known.Name).Order(StringComparer.Ordinal))}");

    private static string Canonical(string name)
    {
        var lower = name.ToLowerInvariant();
        return lower switch
        {
            "debian" or "ubuntu" or "dpkg" => "deb",
            "alpine" or "wolfi" or "chainguard" => "apk",
            "red hat" or "redhat" or "almalinux" or "rocky linux" or "suse" or "opensuse" or "amazon" or "photon" or "fedora" or "oracle" => "rpm",
            "pip" or "python" or "pep440" => "pypi",
            "gem" or "bundler" => "rubygems",
            "cargo" or "crates.io" => "crates",
            "golang" => "go",
            "composer" => "packagist",
            "swifturl" => "swift",
            "arch" or "alpm" => "pacman",
            "gentoo" => "portage",
            "java" => "jvm",
            // the test data of missing epochs is named after its scheme
            "deb-missing-epoch" => "deb",
            "rpm-missing-epoch" => "rpm",
            _ => lower,
        };
    }
}
