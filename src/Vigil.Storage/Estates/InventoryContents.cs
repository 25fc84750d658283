using Vigil.Domain;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Storage.Estates;

/// <summary>What of an inventory is judged, by coordinate.</summary>
internal sealed class InventoryContents
{
    private readonly Dictionary<Coordinate, Same> _packages = [];
    private readonly Dictionary<string, string> _layers;

    private InventoryContents(Inventory inventory) =>
        _layers = inventory.Layers.Items.DistinctBy(layer => layer.DiffId).ToDictionary(layer => layer.DiffId, layer => layer.Digest, StringComparer.Ordinal);

    /// <summary>How many distinct coordinates there are.</summary>
    public int Count => _packages.Count;

    /// <summary>The distinct coordinates, each with what the places of its packages say.</summary>
    public IEnumerable<(Coordinate Coordinate, ulong Places)> Coordinates => _packages.Select(one => (one.Key, one.Value.Places));

    /// <summary>Puts the packages of an inventory together by coordinate.</summary>
    public static InventoryContents Of(Inventory inventory)
    {
        var contents = new InventoryContents(inventory);
        foreach (var (place, judged) in InventoryMatcher.JudgedPackagesOf(inventory).Index())
        {
            if (!contents._packages.TryGetValue(judged.Coordinate, out var same))
            {
                contents._packages.Add(judged.Coordinate, same = new Same());
            }

            same.Packages.Add((place, judged));
            same.Places = unchecked((same.Places * 31) + judged.PlacesDigest);
        }

        return contents;
    }

    /// <summary>The packages of some coordinates as findings show them, in the inventory's order.</summary>
    public List<JudgedPackage> Shown(IEnumerable<Coordinate> coordinates) =>
        [.. coordinates.SelectMany(coordinate => _packages[coordinate].Packages).OrderBy(one => one.Place).Select(one => one.Package with { Package = AsShown(one.Package.Package) })];

    // layers by the digests that their registry knows them by
    private Package AsShown(Package package) => new()
    {
        Coordinate = package.Coordinate,
        Purl = package.Purl,
        Evidence = (EquatableArray<Evidence>)
            [.. package.Evidence.Select(place => new Evidence(place.Path, _layers.GetValueOrDefault(place.LayerDiffId, place.LayerDiffId)))],
    };

    // packages of one coordinate
    private sealed class Same
    {
        public List<(int Place, JudgedPackage Package)> Packages { get; } = new(1);

        public ulong Places { get; set; }
    }
}
