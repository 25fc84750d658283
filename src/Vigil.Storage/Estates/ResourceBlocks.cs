using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>The resources of each coordinate, in blocks. Changes are kept until they are saved, so that each block is read and written once.</summary>
internal sealed class ResourceBlocks(Session session)
{
    private const int Shift = 12;

    private readonly SortedDictionary<(int Coordinate, int Block), List<(int Resource, bool IsAdded)>> _changes = [];

    public void Add(int coordinate, int resource) => Change(coordinate, resource, isAdded: true);

    public void Remove(int coordinate, int resource) => Change(coordinate, resource, isAdded: false);

    /// <summary>Writes what changed, in the order of the table.</summary>
    public void Save()
    {
        var known = session.ListForEach(
            "SELECT coordinate, block, resources FROM coordinate_resources WHERE coordinate = $1 AND block = $2",
            [.. _changes.Keys.Select(key => (object[])[(long)key.Coordinate, (long)key.Block])],
            row => (Key: (row.GetInt32(0), row.GetInt32(1)), Resources: Rows.Numbers(row, 2))).ToDictionary(one => one.Key, one => one.Resources);
        var (put, removed) = (new List<object[]>(), new List<object[]>());
        foreach (var ((coordinate, block), changes) in _changes)
        {
            var resources = known.GetValueOrDefault((coordinate, block)) ?? new NumberSet();
            foreach (var (resource, isAdded) in changes)
            {
                _ = isAdded ? resources.Add(resource) : resources.Remove(resource);
            }

            if (resources.Count > 0)
            {
                put.Add([(long)coordinate, (long)block, resources.Bytes.ToArray()]);
            }
            else
            {
                removed.Add([(long)coordinate, (long)block]);
            }
        }

        session.RunForEach("INSERT INTO coordinate_resources VALUES ($1, $2, $3) ON CONFLICT (coordinate, block) DO UPDATE SET resources = excluded.resources", put);
        session.RunForEach("DELETE FROM coordinate_resources WHERE coordinate = $1 AND block = $2", removed);
        _changes.Clear();
    }

    /// <summary>Adds all resources of a coordinate to a set.</summary>
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

    private void Change(int coordinate, int resource, bool isAdded)
    {
        var key = (coordinate, resource >> Shift);
        if (!_changes.TryGetValue(key, out var changes))
        {
            _changes.Add(key, changes = []);
        }

        changes.Add((resource, isAdded));
    }
}
