using System.Collections.Frozen;

namespace Vigil.Domain.Versions;

/// <summary>All version schemes, one line each.</summary>
public static class VersionSchemes
{
    /// <summary>The schemes in the order of the documentation.</summary>
    public static IReadOnlyList<VersionScheme> All { get; } =
    [
        new Deb.DebVersion(),
        new Rpm.RpmVersion(),
        new Rpm.RpmNevra(),
        new Apk.ApkVersion(),
        new Pypi.PypiVersion(),
        new Maven.MavenVersion(),
        new RubyGems.GemVersion(),
        new Cran.CranVersion(),
        new Hackage.HackageVersion(),
        new Conan.ConanVersion(),
        new Jvm.JvmVersion(),
        new Pacman.PacmanVersion(),
        new Portage.PortageVersion(),
        new Bitnami.BitnamiVersion(),
        new Semver.SemverVersion("semver"),
        new Semver.SemverVersion("hex"),
        new Semver.SemverVersion("swift"),
        new Semver.LenientSemverVersion(),
        new Npm.NpmVersion(),
        new Crates.CrateVersion(),
        new Go.GoVersion(),
        new Pub.PubVersion(),
        new Nuget.NugetVersion(),
        new Packagist.PackagistVersion(),
        new Windows.WindowsVersion(),
    ];

    private static readonly FrozenDictionary<string, VersionScheme> ByName = All.ToFrozenDictionary(scheme => scheme.Name, StringComparer.Ordinal);

    /// <summary>Finds a scheme by its name.</summary>
    public static bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out VersionScheme? scheme) =>
        ByName.TryGetValue(name, out scheme);
}
