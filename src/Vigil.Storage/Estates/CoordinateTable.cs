using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>The distinct packages of the site: their numbers, and where they stand in the generation. What was looked up is remembered.</summary>
internal sealed class CoordinateTable(Session session, Judge judge)
{
    private const int MaxRemembered = 300_000;

    private readonly Dictionary<Coordinate, int> _numbers = [];
    private readonly Dictionary<int, Standing> _standings = [];
    private readonly Numbers _ids = new(session, "coordinate");
    private readonly Numbers _keys = new(session, "advisory_key");

    /// <summary>The number of a coordinate. One that is seen for the first time is judged.</summary>
    public int NumberOf(Coordinate coordinate)
    {
        if (_numbers.TryGetValue(coordinate, out var number))
        {
            return number;
        }

        var known = session[$"SELECT id FROM coordinate WHERE ({Rows.CoordinateColumns}) = ($1, $2, $3, $4, $5, $6, $7, $8, $9)"].Number(Rows.Values(coordinate));
        number = known is { } id ? (int)id : Insert(coordinate);
        _numbers.Add(coordinate, number);
        return number;
    }

    /// <summary>A coordinate by its number.</summary>
    public Coordinate Get(int number)
    {
        using var rows = session[$"SELECT {Rows.CoordinateColumns} FROM coordinate WHERE id = $1"].Rows((long)number);
        return rows.Read() ? Rows.Coordinate(rows, 0) : throw Missing(number);
    }

    /// <summary>Where a coordinate stands.</summary>
    public Standing StandingOf(int number)
    {
        if (!_standings.TryGetValue(number, out var standing))
        {
            using (var rows = session["SELECT state, verdicts FROM coordinate WHERE id = $1"].Rows((long)number))
            {
                standing = rows.Read() ? Rows.Standing(rows, 0) : throw Missing(number);
            }

            _standings.Add(number, standing);
        }

        return standing;
    }

    /// <summary>Ends a write.</summary>
    public void Save()
    {
        _ids.Save();
        _keys.Save();
        if (_numbers.Count > MaxRemembered || _standings.Count > MaxRemembered)
        {
            _numbers.Clear();
            _standings.Clear();
        }
    }

    private static InvalidDataException Missing(int number) => new($"Coordinate {number} has no row: the estate is damaged.");

    private int Insert(Coordinate coordinate)
    {
        var standing = judge.StandingOf(coordinate);
        var number = (int)_ids.Take();
        session[$"INSERT INTO coordinate ({Rows.CoordinateColumns}, state, verdicts, id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"]
            .Run([.. Rows.Values(coordinate), (long)standing.State, Rows.Bytes(standing.Verdicts), (long)number]);
        foreach (var key in judge.KeysOf(coordinate))
        {
            session["INSERT INTO key_coordinate VALUES ($1, $2) ON CONFLICT DO NOTHING"].Run(NumberOfKey(key.Ecosystem, key.Release, key.Name), (long)number);
        }

        _standings[number] = standing;
        return number;
    }

    private long NumberOfKey(string ecosystem, string release, string name)
    {
        if (session["SELECT id FROM advisory_key WHERE (ecosystem, release, name) = ($1, $2, $3)"].Number(ecosystem, release, name) is { } known)
        {
            return known;
        }

        var number = _keys.Take();
        session["INSERT INTO advisory_key (ecosystem, release, name, id) VALUES ($1, $2, $3, $4)"].Run(ecosystem, release, name, number);
        return number;
    }
}
