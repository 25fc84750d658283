using Vigil.Domain.Packages;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>The source package that advisories name for a binary package of dpkg, with the version to hold against them.</summary>
/// <param name="Name">Name of the source.</param>
/// <param name="Version">Its version.</param>
internal readonly record struct AdvisedSource(string Name, string Version)
{
    private const string SignedKernel = "linux-signed";

    /// <summary>The source as the database states it, or else the package itself, but for two things of the archive's own making.</summary>
    /// <remarks>
    /// A kernel signed for Secure Boot is packed again by a source that only adds the signature (<c>linux-signed-amd64</c>, <c>linux-signed-hwe-5.15</c>):
    /// advisories name the kernel's own source, whose version the binary package has. A binary-only rebuild (binNMU) appends <c>+bN</c> to the
    /// version of an unchanged source.
    /// </remarks>
    public static AdvisedSource Of(Coordinate package) =>
        package.SourceName.StartsWith(SignedKernel, StringComparison.Ordinal) ? new("linux" + FlavourOf(package), WithoutRebuild(package.Version))
        : package.SourceVersion.Length > 0 ? new(package.EffectiveSourceName, package.SourceVersion)
        : new(package.EffectiveSourceName, WithoutRebuild(package.Version));

    // Debian ends the name with the architecture (-amd64, -6.1-arm64), Ubuntu has only the flavour (-hwe-5.15)
    private static string FlavourOf(Coordinate package)
    {
        var flavour = package.SourceName[SignedKernel.Length..];
        return package.Arch.Length > 0 && flavour.EndsWith("-" + package.Arch, StringComparison.Ordinal) ? flavour[..^(package.Arch.Length + 1)] : flavour;
    }

    private static string WithoutRebuild(string version)
    {
        var plus = version.LastIndexOf("+b", StringComparison.Ordinal);
        var isRebuild = plus > 0 && plus + 2 < version.Length && !version.AsSpan(plus + 2).ContainsAnyExceptInRange('0', '9');
        return isRebuild ? version[..plus] : version;
    }
}
