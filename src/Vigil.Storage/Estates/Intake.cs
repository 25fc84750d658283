using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;

namespace Vigil.Storage.Estates;

/// <summary>Takes in what resources contain; runs inside a transaction.</summary>
internal sealed class Intake(Database database, Judge judge)
{
    private readonly Dictionary<Coordinate, int> _numbers = [];
    private readonly ResourceBlocks _blocks = new(database);

    public void Put(IEnumerable<(string Resource, IEnumerable<Coordinate> Coordinates)> resources)
    {
        foreach (var (resource, coordinates) in resources)
        {
            Put(resource, NumberSet.Of(coordinates.Select(NumberOf)));
        }

        _blocks.Save();
    }

    private void Put(string resource, NumberSet after)
    {
        var (number, before) = Find(resource);
        foreach (var coordinate in before.Except(after))
        {
            _blocks.Remove(coordinate, number);
        }

        foreach (var coordinate in after.Except(before))
        {
            _blocks.Add(coordinate, number);
        }

        database["UPDATE resource SET coordinates = $2 WHERE id = $1"].Run(number, after.Bytes.ToArray());
    }

    private (int Number, NumberSet Coordinates) Find(string resource)
    {
        using (var rows = database["SELECT id, coordinates FROM resource WHERE name = $1"].Rows(resource))
        {
            if (rows.Read())
            {
                return (rows.GetInt32(0), Rows.Numbers(rows, 1));
            }
        }

        return (Rows.Number(database["INSERT INTO resource (name, coordinates) VALUES ($1, x'') RETURNING id"].First(resource)), new NumberSet());
    }

    // one that is seen for the first time is judged
    private int NumberOf(Coordinate coordinate)
    {
        if (_numbers.TryGetValue(coordinate, out var number))
        {
            return number;
        }

        var known = database[$"SELECT id FROM coordinate WHERE ({Rows.CoordinateColumns}) = ($1, $2, $3, $4, $5, $6, $7, $8, $9)"].First(Rows.Values(coordinate));
        number = known is null ? Insert(coordinate) : Rows.Number(known);
        _numbers.Add(coordinate, number);
        return number;
    }

    private int Insert(Coordinate coordinate)
    {
        var standing = judge.StandingOf(coordinate);
        var number = Rows.Number(
            database[$"INSERT INTO coordinate ({Rows.CoordinateColumns}, state, verdicts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id"]
                .First([.. Rows.Values(coordinate), (int)standing.State, Rows.Bytes(standing.Verdicts)]));
        foreach (var key in judge.KeysOf(coordinate))
        {
            database["INSERT INTO advisory_key (ecosystem, release, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"].Run(key.Ecosystem, key.Release, key.Name);
            database["INSERT INTO key_coordinate SELECT id, $4 FROM advisory_key WHERE (ecosystem, release, name) = ($1, $2, $3) ON CONFLICT DO NOTHING"]
                .Run(key.Ecosystem, key.Release, key.Name, number);
        }

        return number;
    }
}
