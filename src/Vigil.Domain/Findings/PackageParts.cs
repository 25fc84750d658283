using System.Globalization;
using Vigil.Domain.Packages;

namespace Vigil.Domain.Findings;

/// <summary>A package in the parts that the API shows and filters by.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Epoch">Epoch of a deb or rpm; 0 when it has none.</param>
/// <param name="Version">The version without epoch and release.</param>
/// <param name="Release">What the distribution adds: <c>4.el9</c>, <c>r0</c>; empty for packages of languages.</param>
/// <param name="Architecture"><c>X86_64</c>, <c>ARM64</c>, <c>NOARCH</c>; empty when it has none.</param>
/// <param name="LayerHash"><c>sha256:…</c> of the image's layer, or empty.</param>
/// <param name="FunctionLayerArn">ARN of the function's layer, or empty.</param>
/// <param name="FilePath">The file that told of it; empty for packages of the distribution, of which the whole database tells.</param>
public sealed record PackageParts(
    string Name,
    int Epoch,
    string Version,
    string Release,
    string Architecture,
    string LayerHash = "",
    string FunctionLayerArn = "",
    string FilePath = "")
{
    private const string FunctionLayerArnPrefix = "arn:";

    /// <summary>Takes a package apart, once for each place where it was seen.</summary>
    /// <remarks>In a function the layer of a place is an ARN, in an image a digest.</remarks>
    public static IEnumerable<PackageParts> Of(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var parts = Of(package.Coordinate);
        var isOfLanguage = IsOfLanguage(package.Coordinate);
        return package.Evidence.Items
            .Select(place => place.LayerDiffId.StartsWith(FunctionLayerArnPrefix, StringComparison.Ordinal)
                ? parts with { FunctionLayerArn = place.LayerDiffId, FilePath = isOfLanguage ? place.Path : "" }
                : parts with { LayerHash = place.LayerDiffId, FilePath = isOfLanguage ? place.Path : "" })
            .Distinct();
    }

    private static PackageParts Of(Coordinate coordinate)
    {
        if (IsOfLanguage(coordinate))
        {
            return new PackageParts(coordinate.Name, 0, coordinate.Version, "", ArchitectureOf(coordinate.Arch));
        }

        var version = coordinate.Version;
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var hasEpoch = int.TryParse(version.AsSpan(0, Math.Max(colon, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch);
        version = hasEpoch ? version[(colon + 1)..] : version;
        var dash = version.LastIndexOf('-');
        return new PackageParts(
            coordinate.Name,
            hasEpoch ? epoch : 0,
            dash > 0 ? version[..dash] : version,
            dash > 0 ? version[(dash + 1)..] : "",
            ArchitectureOf(coordinate.Arch));
    }

    // packages of languages have no release of a distribution
    private static bool IsOfLanguage(Coordinate coordinate) => coordinate.Release.Length == 0 && coordinate.Arch.Length == 0;

    private static string ArchitectureOf(string arch) => arch switch
    {
        "amd64" or "x86_64" => "X86_64",
        "arm64" or "aarch64" => "ARM64",
        _ => arch.ToUpperInvariant(),
    };
}
