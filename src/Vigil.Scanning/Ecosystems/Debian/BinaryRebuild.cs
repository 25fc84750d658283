using Vigil.Domain.Packages;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Binary-only rebuilds (binNMU): the archive builds an unchanged source again and appends <c>+bN</c> to the binary's version.</summary>
internal static class BinaryRebuild
{
    /// <summary>The version of the source: as the database states it, or else the binary's without the rebuild number.</summary>
    public static string SourceVersion(Coordinate package)
    {
        if (package.SourceVersion.Length > 0)
        {
            return package.SourceVersion;
        }

        var plus = package.Version.LastIndexOf("+b", StringComparison.Ordinal);
        var isRebuild = plus > 0 && plus + 2 < package.Version.Length && !package.Version.AsSpan(plus + 2).ContainsAnyExceptInRange('0', '9');
        return isRebuild ? package.Version[..plus] : package.Version;
    }
}
