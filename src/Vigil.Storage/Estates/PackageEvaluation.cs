using System.Buffers.Binary;
using Vigil.Scanning.Estates;

namespace Vigil.Storage.Estates;

/// <summary>From the packages of a resource and where they stand to its assessments, flaw by flaw. What is the same elsewhere is only looked up.</summary>
internal sealed class PackageEvaluation
{
    private const int HeadLength = 6;
    private const int PackageLength = sizeof(int) + (2 * sizeof(ulong));

    private readonly EstateWriter _writer;
    private readonly StoredResource _resource;
    private readonly List<(int Flaw, int Coordinate, ulong Meaning, ulong Places)> _marks = [];
    private readonly List<(int First, int End, UInt128 Key)> _flaws = [];

    /// <param name="writer">The tables.</param>
    /// <param name="standingOf">Where coordinates stand.</param>
    /// <param name="resource">The resource, as it is now.</param>
    /// <param name="concerns">Which flaws to look at.</param>
    public PackageEvaluation(EstateWriter writer, Func<int, Standing> standingOf, StoredResource resource, Func<int, bool> concerns)
    {
        (_writer, _resource) = (writer, resource);
        Collect(standingOf, concerns);
        var identity = new byte[1024];
        foreach (var (first, end) in Flaws())
        {
            _flaws.Add((first, end, AssessmentTable.KeyOf(Identity(ref identity, first, end))));
        }
    }

    /// <summary>The keys of its assessments, to be loaded, with those of other resources, before <see cref="Assess"/>.</summary>
    public IEnumerable<UInt128> Keys => _flaws.Select(flaw => flaw.Key);

    /// <summary>The assessments of the resource, ascending by flaw.</summary>
    /// <param name="contents">Gives what it contains; asked for when something has to be put into words.</param>
    public IEnumerable<(int Flaw, Assessment Assessment)> Assess(Func<InventoryContents> contents)
    {
        foreach (var (first, end, key) in _flaws)
        {
            var flaw = _marks[first].Flaw;
            yield return (flaw, _writer.Assessments.Find(key, flaw, () => _writer.Contents.Of(
                _writer.Flaws.NameOf(flaw),
                contents().Shown(_marks[first..end].Select(mark => _writer.Coordinates.Get(mark.Coordinate))),
                _resource.Resource.Type,
                _resource.Reachability)));
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

    private void Collect(Func<int, Standing> standingOf, Func<int, bool> concerns)
    {
        var place = 0;
        foreach (var coordinate in _resource.Coordinates)
        {
            foreach (var mark in standingOf(coordinate).Verdicts)
            {
                if (concerns(mark.Vulnerability))
                {
                    var places = _resource.Places.Length == 0 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(_resource.Places.AsSpan(place * sizeof(ulong)));
                    _marks.Add((mark.Vulnerability, coordinate, mark.Meaning, places));
                }
            }

            place++;
        }

        _marks.Sort();
    }

    // everything that the content follows from, in the numbers of this database
    private ReadOnlySpan<byte> Identity(ref byte[] buffer, int first, int end)
    {
        var length = HeadLength + ((end - first) * PackageLength);
        if (buffer.Length < length)
        {
            Array.Resize(ref buffer, length * 2);
        }

        var bytes = buffer.AsSpan(0, length);
        (bytes[0], bytes[1]) = ((byte)_resource.Resource.Type, (byte)_resource.Reachability);
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
}
