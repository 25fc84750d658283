using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>The distinct packages of the site: their numbers, and where they stand in the generation. What was looked up is remembered.</summary>
internal sealed class CoordinateTable(Session session, Judge judge)
{
    private const int MaxRemembered = 300_000;

    private readonly Dictionary<Coordinate, int> _numbers = [];
    private readonly Dictionary<int, Coordinate> _coordinates = [];
    private readonly Dictionary<int, Standing> _standings = [];
    private readonly Dictionary<(string Ecosystem, string Release, string Name), long> _knownKeys = [];
    private readonly List<object[]> _rows = [];
    private readonly List<object[]> _keyRows = [];
    private readonly List<object[]> _links = [];
    private readonly Numbers _ids = new(session, "coordinate");
    private readonly Numbers _keys = new(session, "advisory_key");

    /// <summary>The number of a coordinate. One that is seen for the first time is judged.</summary>
    public int NumberOf(Coordinate coordinate)
    {
        if (!_numbers.TryGetValue(coordinate, out var number))
        {
            Load([coordinate]);
            number = _numbers[coordinate];
        }

        return number;
    }

    /// <summary>A coordinate by its number.</summary>
    public Coordinate Get(int number)
    {
        if (!_coordinates.TryGetValue(number, out var coordinate))
        {
            Flush();
            using var rows = session[$"SELECT {Rows.CoordinateColumns} FROM coordinate WHERE id = $1"].Rows((long)number);
            _coordinates.Add(number, coordinate = rows.Read() ? Rows.Coordinate(rows, 0) : throw Missing(number));
        }

        return coordinate;
    }

    /// <summary>Looks many coordinates up at once, and judges those that are seen for the first time.</summary>
    public void Load(IEnumerable<Coordinate> coordinates)
    {
        var wanted = coordinates.Where(coordinate => !_numbers.ContainsKey(coordinate)).ToHashSet();
        foreach (var (number, coordinate, standing) in session.Find(
            $"id, state, verdicts, {Rows.CoordinateColumns}",
            "coordinate",
            Rows.CoordinateColumns,
            [.. wanted.Select(Rows.Values)],
            row => (row.GetInt32(0), Rows.Coordinate(row, 3), Rows.Standing(row, 1))))
        {
            _numbers.Add(coordinate, number);
            _coordinates[number] = coordinate;
            _standings[number] = standing;
            wanted.Remove(coordinate);
        }

        Coordinate[] fresh = [.. wanted];
        var keys = Array.ConvertAll(fresh, coordinate => judge.KeysOf(coordinate).Select(key => (key.Ecosystem, key.Release, key.Name)).Distinct().ToArray());
        LoadKeys(keys.SelectMany(some => some));
        var standings = judge.StandingsOf(fresh);
        for (var i = 0; i < fresh.Length; i++)
        {
            _numbers.Add(fresh[i], Insert(fresh[i], standings[i], keys[i]));
        }
    }

    /// <summary>Looks up where many coordinates stand.</summary>
    public void LoadStandings(IEnumerable<int> numbers)
    {
        foreach (var (number, standing) in session.Find(
            "id, state, verdicts",
            "coordinate",
            "id",
            [.. numbers.Where(number => !_standings.ContainsKey(number)).Distinct().Select(number => (object[])[(long)number])],
            row => (row.GetInt32(0), Rows.Standing(row, 1))))
        {
            _standings.Add(number, standing);
        }
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
        Flush();
        _ids.Save();
        _keys.Save();
        if (_numbers.Count > MaxRemembered || _coordinates.Count > MaxRemembered || _standings.Count > MaxRemembered || _knownKeys.Count > MaxRemembered)
        {
            _numbers.Clear();
            _coordinates.Clear();
            _standings.Clear();
            _knownKeys.Clear();
        }
    }

    private void Flush()
    {
        session.Insert("coordinate", $"{Rows.CoordinateColumns}, state, verdicts, id", _rows);
        session.Insert("advisory_key", "ecosystem, release, name, id", _keyRows);
        session.Insert("key_coordinate", "key, coordinate", _links);
        _rows.Clear();
        _keyRows.Clear();
        _links.Clear();
    }

    private static InvalidDataException Missing(int number) => new($"Coordinate {number} has no row: the estate is damaged.");

    private int Insert(Coordinate coordinate, Standing standing, (string Ecosystem, string Release, string Name)[] keys)
    {
        var number = (int)_ids.Take();
        _rows.Add([.. Rows.Values(coordinate), (long)standing.State, Rows.Bytes(standing.Verdicts), (long)number]);
        _links.AddRange(keys.Select(key => (object[])[NumberOfKey(key), (long)number]));
        _standings[number] = standing;
        _coordinates[number] = coordinate;
        return number;
    }

    private void LoadKeys(IEnumerable<(string Ecosystem, string Release, string Name)> keys)
    {
        foreach (var (number, key) in session.Find(
            "id, ecosystem, release, name",
            "advisory_key",
            "ecosystem, release, name",
            [.. keys.Distinct().Where(key => !_knownKeys.ContainsKey(key)).Select(key => (object[])[key.Ecosystem, key.Release, key.Name])],
            row => (row.GetInt64(0), (row.GetString(1), row.GetString(2), row.GetString(3)))))
        {
            _knownKeys[key] = number;
        }
    }

    private long NumberOfKey((string Ecosystem, string Release, string Name) key)
    {
        if (!_knownKeys.TryGetValue(key, out var number))
        {
            _knownKeys.Add(key, number = _keys.Take());
            _keyRows.Add([key.Ecosystem, key.Release, key.Name, number]);
        }

        return number;
    }
}
