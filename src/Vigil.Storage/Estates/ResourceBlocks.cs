using System.Runtime.InteropServices;
using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>The index by coordinate: the resources of each, in blocks.</summary>
/// <remarks>
/// A resource has hundreds of coordinates, so filing it at once would cost more than all of its findings. What changed is noted, one row a resource, and filed
/// when many wait, or before the index is asked.
/// </remarks>
internal sealed class ResourceBlocks(Session session)
{
    private const int Shift = 12;
    private const int FiledTogether = 1_000;
    private const int BlocksTogether = 20_000;

    private readonly Dictionary<long, byte[]> _noted = [];
    private long? _waiting;

    /// <summary>Notes that a resource contains something else than before.</summary>
    /// <param name="resource">Its number.</param>
    /// <param name="before">What it contained.</param>
    public void Note(long resource, NumberSet before) => _noted.TryAdd(resource, before.Bytes.ToArray());

    /// <summary>Writes what was noted, and files when many wait. The contents of the resources must be written.</summary>
    public void Save()
    {
        if (_noted.Count == 0)
        {
            return;
        }

        // those that wait already are filed under what they contained when they began to
        foreach (var resource in session.Find("resource", "resource_unfiled", "resource", [.. _noted.Keys.Select(resource => (object[])[resource])], row => row.GetInt64(0)))
        {
            _noted.Remove(resource);
        }

        _waiting ??= session["SELECT count(*) FROM resource_unfiled"].Number();
        _waiting += _noted.Count;
        session.Insert("resource_unfiled", "resource, coordinates", [.. _noted.Select(one => (object[])[one.Key, one.Value])]);
        _noted.Clear();
        for (; _waiting >= FiledTogether; _waiting -= FiledTogether)
        {
            FileSome(FiledTogether);
        }
    }

    /// <summary>Files some of the resources that wait.</summary>
    /// <param name="most">How many.</param>
    /// <returns>Whether more may wait.</returns>
    public bool FileSome(int most)
    {
        var (changes, filed, last) = (new List<Change>(), 0, -1L);
        using (var rows = session[
            $"SELECT u.resource, u.coordinates, c.coordinates FROM resource_unfiled u JOIN resource_contents c ON c.resource = u.resource ORDER BY u.resource LIMIT {most}"].Rows())
        {
            while (rows.Read())
            {
                filed++;
                last = rows.GetInt64(0);
                var (before, after, resource) = (Rows.Numbers(rows, 1), Rows.Numbers(rows, 2), (int)last);
                changes.AddRange(before.Except(after).Select(coordinate => new Change(coordinate, resource, IsAdded: false)));
                changes.AddRange(after.Except(before).Select(coordinate => new Change(coordinate, resource, IsAdded: true)));
            }
        }

        // of one block they stand in the order of the resources
        changes.Sort(static (left, right) => (left.Coordinate, left.Resource).CompareTo((right.Coordinate, right.Resource)));
        foreach (var blocks in changes.GroupBy(change => (change.Coordinate, Block: change.Resource >> Shift)).Chunk(BlocksTogether))
        {
            File(blocks);
        }

        session["DELETE FROM resource_unfiled WHERE resource <= $1"].Run(last);
        return filed == most;
    }

    /// <summary>Adds all resources of a coordinate to a set: those that are filed.</summary>
    public static void Collect(Session session, int coordinate, ISet<int> resources)
    {
        using var rows = session["SELECT resources FROM coordinate_resources WHERE coordinate = $1"].Rows((long)coordinate);
        while (rows.Read())
        {
            foreach (var resource in Rows.Numbers(rows, 0))
            {
                resources.Add(resource);
            }
        }
    }

    private void File(IReadOnlyCollection<IGrouping<(int Coordinate, int Block), Change>> blocks)
    {
        var known = session.Find(
            "coordinate, block, resources",
            "coordinate_resources",
            "coordinate, block",
            [.. blocks.Select(block => (object[])[(long)block.Key.Coordinate, (long)block.Key.Block])],
            row => (Key: (row.GetInt32(0), row.GetInt32(1)), Resources: Rows.Numbers(row, 2))).ToDictionary(one => one.Key, one => one.Resources);
        var (put, removed) = (new List<object[]>(), new List<object[]>());
        foreach (var block in blocks)
        {
            var resources = known.GetValueOrDefault(block.Key) ?? new NumberSet();
            foreach (var (_, resource, isAdded) in block)
            {
                _ = isAdded ? resources.Add(resource) : resources.Remove(resource);
            }

            var (coordinate, number) = ((long)block.Key.Coordinate, (long)block.Key.Block);
            (resources.Count > 0 ? put : removed).Add(resources.Count > 0 ? [coordinate, number, resources.Bytes.ToArray()] : [coordinate, number]);
        }

        session.Put("coordinate_resources", "coordinate, block", "resources", put);
        session.Delete("coordinate_resources", "coordinate, block", removed);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Change(int Coordinate, int Resource, bool IsAdded);
}
