using Vigil.Domain.Packages;

namespace Vigil.Scanning.Ecosystems.Joining;

/// <summary>Ordinal order of (ecosystem, name, version, arch, first evidence), that of <see cref="Inventory.Packages"/>.</summary>
internal sealed class PackageOrder : IComparer<Package>
{
    public static readonly PackageOrder Instance = new();

    public int Compare(Package? x, Package? y)
    {
        if (x is null || y is null)
        {
            return x is null ? y is null ? 0 : -1 : 1;
        }

        var order = string.CompareOrdinal(x.Coordinate.Ecosystem, y.Coordinate.Ecosystem);
        order = order != 0 ? order : string.CompareOrdinal(x.Coordinate.Name, y.Coordinate.Name);
        order = order != 0 ? order : string.CompareOrdinal(x.Coordinate.Version, y.Coordinate.Version);
        order = order != 0 ? order : string.CompareOrdinal(x.Coordinate.Arch, y.Coordinate.Arch);
        return order != 0 ? order : string.CompareOrdinal(x.Evidence[0].Path, y.Evidence[0].Path);
    }
}
