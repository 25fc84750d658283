using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>The resources of each coordinate, in blocks. Changes are kept until they are saved, so that each block is written once.</summary>
internal sealed class ResourceBlocks(Session session)
{
    private const int Shift = 12;

    private readonly Dictionary<(int Coordinate, int Block), NumberSet> _changed = [];

    public void Add(int coordinate, int resource) => Load(coordinate, resource >> Shift).Add(resource);

    public void Remove(int coordinate, int resource) => Load(coordinate, resource >> Shift).Remove(resource);

    /// <summary>Writes what changed, in the order of the table.</summary>
    public void Save()
    {
        var put = session["INSERT INTO coordinate_resources VALUES ($1, $2, $3) ON CONFLICT (coordinate, block) DO UPDATE SET resources = excluded.resources"];
        var remove = session["DELETE FROM coordinate_resources WHERE coordinate = $1 AND block = $2"];
        foreach (var ((coordinate, block), resources) in _changed.OrderBy(change => change.Key))
        {
            _ = resources.Count > 0 ? put.Run((long)coordinate, (long)block, resources.Bytes.ToArray()) : remove.Run((long)coordinate, (long)block);
        }

        _changed.Clear();
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

    private NumberSet Load(int coordinate, int block)
    {
        if (!_changed.TryGetValue((coordinate, block), out var resources))
        {
            var bytes = session["SELECT resources FROM coordinate_resources WHERE coordinate = $1 AND block = $2"].First((long)coordinate, (long)block);
            _changed.Add((coordinate, block), resources = bytes is byte[] known ? NumberSet.FromBytes(known) : new NumberSet());
        }

        return resources;
    }
}
