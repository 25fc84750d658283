using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Joining;

/// <summary>Tells which layer introduced a package of a database that several layers hold copies of.</summary>
internal sealed class LayerHistory
{
    private readonly VisibleFile _file;
    private readonly HashSet<Identity>[] _earlier;

    public LayerHistory(VisibleFile file)
    {
        _file = file;
        _earlier = [.. file.Earlier.Select(copy => copy.Facts.OfType<PackageFact>().Select(Identity.Of).ToHashSet())];
    }

    /// <summary>The lowest layer from which on every copy up to the visible one holds the package in this version.</summary>
    public string Introducing(PackageFact package)
    {
        var identity = Identity.Of(package);
        var copy = _earlier.Length;
        while (copy > 0 && _earlier[copy - 1].Contains(identity))
        {
            copy--;
        }

        return copy == _earlier.Length ? _file.LayerDiffId : _file.Earlier[copy].LayerDiffId;
    }

    private readonly record struct Identity(string Kind, string Name, string Version, string Arch)
    {
        public static Identity Of(PackageFact fact) => new(fact.Kind, fact.Name, fact.Version, fact.Arch);
    }
}
