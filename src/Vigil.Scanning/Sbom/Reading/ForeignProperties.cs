using System.Collections.Immutable;
using Vigil.Domain.Packages;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>Properties of other tools that say what a package URL does not: Trivy's source packages and modules; where Trivy, syft and Inspector found a package.</summary>
internal static class ForeignProperties
{
    private const string Trivy = "aquasecurity:trivy:";
    private const string Syft = "syft:";
    private const string Inspector = "amazon:inspector:sbom_generator:";

    /// <summary>Whether a property is read at all: a document may have many more, which are not kept.</summary>
    public static bool IsRead(string name) =>
        name.StartsWith("vigil:", StringComparison.Ordinal) || name.StartsWith(Trivy, StringComparison.Ordinal) || name.StartsWith(Syft, StringComparison.Ordinal)
        || name.StartsWith(Inspector, StringComparison.Ordinal);

    /// <summary>The package with its source and module stream, where the package URL named none.</summary>
    public static Package Apply(Package package, IReadOnlyDictionary<string, string> properties)
    {
        var coordinate = package.Coordinate;
        if (coordinate.SourceName.Length == 0 && Value(properties, Trivy + "SrcName") is { Length: > 0 } source)
        {
            var version = FullVersion(Value(properties, Trivy + "SrcEpoch"), Value(properties, Trivy + "SrcVersion"), Value(properties, Trivy + "SrcRelease"));
            coordinate = coordinate with { SourceName = source, SourceVersion = version == coordinate.Version ? "" : version };
        }

        var label = Value(properties, Trivy + "Modularitylabel") is { Length: > 0 } trivy ? trivy : Value(properties, Syft + "metadata:modularityLabel");
        if (coordinate.ModuleStream.Length == 0 && label.Split(':') is [var module, var stream, ..])
        {
            coordinate = coordinate with { ModuleStream = $"{module}:{stream}" };
        }

        return coordinate == package.Coordinate ? package : package with { Coordinate = coordinate };
    }

    /// <summary>Where it was found; empty when nothing tells.</summary>
    public static ImmutableArray<Evidence> Evidence(SbomComponent component, IReadOnlyDictionary<string, string> properties)
    {
        var layer = Value(properties, Trivy + "LayerDiffID") is { Length: > 0 } trivy ? trivy : Value(properties, Syft + "location:0:layerID");
        IEnumerable<string> paths =
        [
            Value(properties, Trivy + "FilePath"), Value(properties, Syft + "location:0:path"), Value(properties, Inspector + "source_path"), .. component.Locations,
        ];
        return [.. paths.Where(path => path.Length > 0).Select(path => new Evidence(path.TrimStart('/'), layer, layer)).Distinct()];
    }

    private static string FullVersion(string epoch, string version, string release) =>
        (epoch is "" or "0" ? "" : epoch + ":") + version + (release.Length > 0 ? "-" + release : "");

    private static string Value(IReadOnlyDictionary<string, string> properties, string name) => properties.GetValueOrDefault(name, "");
}
