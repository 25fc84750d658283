using System.Buffers.Binary;
using Vigil.Domain;
using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;
using Vigil.Scanning.Matching;

namespace Vigil.Storage.Estates;

/// <summary>From the packages of a resource and where they stand to its assessments, flaw by flaw. What is the same elsewhere is only looked up.</summary>
/// <param name="writer">The tables.</param>
/// <param name="standingOf">Where coordinates stand.</param>
internal sealed class PackageEvaluation(EstateWriter writer, Func<int, Standing> standingOf)
{
    private const int HeadLength = 6;
    private const int PackageLength = sizeof(int) + (2 * sizeof(ulong));

    private readonly List<(int Flaw, int Coordinate, ulong Meaning, ulong Places)> _marks = [];
    private byte[] _identity = new byte[1024];

    /// <summary>The assessments of a resource, ascending by flaw.</summary>
    /// <param name="resource">The resource, as it is now.</param>
    /// <param name="inventory">Gives what it contains; asked for when something has to be put into words.</param>
    /// <param name="concerns">Which flaws to look at.</param>
    public IEnumerable<(int Flaw, Assessment Assessment)> Of(StoredResource resource, Func<Inventory> inventory, Func<int, bool> concerns)
    {
        Collect(resource, concerns);
        ILookup<int, (int Place, JudgedPackage Package)>? packages = null;
        var flaws = Flaws().Select(range => (range.First, range.End, Key: AssessmentTable.KeyOf(Identity(resource, range.First, range.End)))).ToList();
        writer.Assessments.Load(flaws.Select(one => one.Key));
        foreach (var (first, end, key) in flaws)
        {
            var flaw = _marks[first].Flaw;
            yield return (flaw, writer.Assessments.Find(key, flaw, () => writer.Contents.Of(
                writer.Flaws.NameOf(flaw), Packages(packages ??= ByCoordinate(inventory()), first, end), resource.Resource.Type, resource.Reachability)));
        }
    }

    // the marks of each flaw, one after the other
    private IEnumerable<(int First, int End)> Flaws()
    {
        for (int first = 0, end; first < _marks.Count; first = end)
        {
            for (end = first + 1; end < _marks.Count && _marks[end].Flaw == _marks[first].Flaw; end++)
            {
            }

            yield return (first, end);
        }
    }

    private void Collect(StoredResource resource, Func<int, bool> concerns)
    {
        _marks.Clear();
        var place = 0;
        foreach (var coordinate in resource.Coordinates)
        {
            foreach (var mark in standingOf(coordinate).Verdicts)
            {
                if (concerns(mark.Vulnerability))
                {
                    var places = resource.Places.Length == 0 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(resource.Places.AsSpan(place * sizeof(ulong)));
                    _marks.Add((mark.Vulnerability, coordinate, mark.Meaning, places));
                }
            }

            place++;
        }

        _marks.Sort();
    }

    // everything that the content follows from, in the numbers of this database
    private ReadOnlySpan<byte> Identity(StoredResource resource, int first, int end)
    {
        var length = HeadLength + ((end - first) * PackageLength);
        if (_identity.Length < length)
        {
            Array.Resize(ref _identity, length * 2);
        }

        var bytes = _identity.AsSpan(0, length);
        (bytes[0], bytes[1]) = ((byte)resource.Resource.Type, (byte)resource.Reachability);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[2..], _marks[first].Flaw);
        var rest = bytes[HeadLength..];
        foreach (var (_, coordinate, meaning, places) in _marks[first..end])
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, coordinate);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[sizeof(int)..], meaning);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[(sizeof(int) + sizeof(ulong))..], places);
            rest = rest[PackageLength..];
        }

        return bytes;
    }

    private List<JudgedPackage> Packages(ILookup<int, (int Place, JudgedPackage Package)> packages, int first, int end) =>
        [.. _marks[first..end].SelectMany(mark => packages[mark.Coordinate]).OrderBy(one => one.Place).Select(one => one.Package)];

    private ILookup<int, (int Place, JudgedPackage Package)> ByCoordinate(Inventory inventory)
    {
        var digests = inventory.Layers.Items.DistinctBy(layer => layer.DiffId).ToDictionary(layer => layer.DiffId, layer => layer.Digest, StringComparer.Ordinal);
        return InventoryMatcher.JudgedPackagesOf(inventory)
            .Select((judged, place) => (place, judged with { Package = AsShown(judged.Package, digests) }))
            .ToLookup(one => writer.Coordinates.NumberOf(one.Item2.Coordinate));
    }

    // what a finding shows of a package; layers by the digests that their registry knows them by
    private static Package AsShown(Package package, Dictionary<string, string> digests) => new()
    {
        Coordinate = package.Coordinate,
        Purl = package.Purl,
        Evidence = (EquatableArray<Evidence>)
            [.. package.Evidence.Select(place => new Evidence(place.Path, digests.GetValueOrDefault(place.LayerDiffId, place.LayerDiffId)))],
    };
}
