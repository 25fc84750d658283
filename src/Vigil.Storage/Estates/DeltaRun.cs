using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;

namespace Vigil.Storage.Estates;

/// <summary>Leads an estate from one generation to another, a transaction a step. All that a step needs is in the file, so any process can take the next.</summary>
/// <remarks>
/// The old standings stay in place until the last step, which puts the new ones there and publishes the findings that changed: whoever reads in between
/// sees the old generation, whole.
/// </remarks>
internal sealed class DeltaRun
{
    private const int CoordinatesPerStep = 2_000;
    private const int ResourcesPerStep = 5_000;

    private readonly Database _database;
    private readonly Judge _judge;
    private FindingFanOut? _fanOut;

    /// <summary>Takes up the delta that is not done.</summary>
    public DeltaRun(Database database, Judge judge)
    {
        _database = database;
        _judge = judge;
        using var rows = database["SELECT id, stage FROM delta WHERE stage < 2"].Rows();
        rows.Read();
        (Number, Stage) = (rows.GetInt64(0), (DeltaStage)rows.GetInt32(1));
    }

    private enum DeltaStage
    {
        Judging,
        Following,
        Done,
    }

    public long Number { get; }

    public bool IsDone => Stage == DeltaStage.Done;

    private DeltaStage Stage { get; set; }

    /// <summary>Notes which coordinates have to be matched again.</summary>
    public static void Begin(Database database, GenerationDelta delta) => database.Transact(() =>
    {
        const string Insert = "INSERT INTO delta_coordinate (coordinate) SELECT coordinate FROM key_coordinate JOIN advisory_key ON id = key WHERE ";
        foreach (var (key, _) in delta.Keys)
        {
            database[Insert + "(ecosystem, release, advisory_key.name) = ($1, $2, $3) ON CONFLICT DO NOTHING"].Run(key.Ecosystem, key.Release, key.Name);
        }

        // rare: a release that comes or goes makes packages evaluated that no advisory speaks of
        foreach (var ecosystem in delta.Releases.Select(change => change.Ecosystem).Distinct(StringComparer.Ordinal))
        {
            database[Insert + "ecosystem = $1 ON CONFLICT DO NOTHING"].Run(ecosystem);
        }

        database["INSERT INTO delta (before, after, stage) VALUES ($1, $2, 0)"].Run(delta.Before, delta.After);
    });

    /// <summary>Does the next step.</summary>
    public void Step() => _database.Transact(() =>
    {
        if (Stage == DeltaStage.Judging ? !JudgeSome() : !FollowSome())
        {
            EnterNextStage();
        }
    });

    private bool JudgeSome()
    {
        var waiting = new List<(int Number, Coordinate Coordinate, Standing Before)>();
        using (var rows = _database[
            $"SELECT id, c.state, c.verdicts, {Rows.CoordinateColumns} FROM delta_coordinate d JOIN coordinate c ON c.id = d.coordinate WHERE d.state IS NULL LIMIT {CoordinatesPerStep}"].Rows())
        {
            while (rows.Read())
            {
                waiting.Add((rows.GetInt32(0), Rows.Coordinate(rows, 3), Rows.Standing(rows, 1)));
            }
        }

        foreach (var (number, coordinate, before) in waiting)
        {
            var after = _judge.StandingOf(coordinate);
            _ = after.Equals(before)
                ? _database["DELETE FROM delta_coordinate WHERE coordinate = $1"].Run(number)
                : _database["UPDATE delta_coordinate SET state = $2, verdicts = $3 WHERE coordinate = $1"].Run(number, (int)after.State, Rows.Bytes(after.Verdicts));
        }

        return waiting.Count > 0;
    }

    private bool FollowSome()
    {
        _fanOut ??= new FindingFanOut(Changes(), CoordinateCount(), StandingOf);
        var findings = new List<FindingChange>();
        var last = -1;
        using (var rows = _database[$"SELECT id, coordinates FROM delta_resource JOIN resource ON id = resource ORDER BY id LIMIT {ResourcesPerStep}"].Rows())
        {
            while (rows.Read())
            {
                last = rows.GetInt32(0);
                _fanOut.Follow(last, Rows.Numbers(rows, 1), findings);
            }
        }

        var insert = _database["INSERT INTO finding_change VALUES ($1, $2, $3, $4)"];
        foreach (var (resource, vulnerability, kind) in findings)
        {
            insert.Run(Number, resource, vulnerability, (int)kind);
        }

        _database["DELETE FROM delta_resource WHERE resource <= $1"].Run(last);
        return last >= 0;
    }

    private void EnterNextStage()
    {
        Stage++;
        if (Stage == DeltaStage.Following)
        {
            NoteResources();
        }
        else
        {
            _database["UPDATE coordinate SET state = d.state, verdicts = d.verdicts FROM delta_coordinate d WHERE id = d.coordinate"].Run();
            _database["DELETE FROM delta_coordinate"].Run();
            _database["UPDATE generation SET content = $1"].Run(_judge.Store.ContentId);
        }

        _database["UPDATE delta SET stage = $2 WHERE id = $1"].Run(Number, (int)Stage);
    }

    private void NoteResources()
    {
        var resources = new HashSet<int>();
        foreach (var change in Changes().Where(change => change.Verdicts().Any()))
        {
            ResourceBlocks.Collect(_database, change.Coordinate, resources);
        }

        foreach (var resource in resources.Order())
        {
            _database["INSERT INTO delta_resource VALUES ($1)"].Run(resource);
        }
    }

    private List<StandingChange> Changes()
    {
        var changes = new List<StandingChange>();
        using var rows = _database[
            "SELECT d.coordinate, c.state, c.verdicts, d.state, d.verdicts FROM delta_coordinate d JOIN coordinate c ON c.id = d.coordinate ORDER BY d.coordinate"].Rows();
        while (rows.Read())
        {
            changes.Add(new StandingChange(rows.GetInt32(0), Rows.Standing(rows, 1), Rows.Standing(rows, 3)));
        }

        return changes;
    }

    private int CoordinateCount() => Rows.Number(_database["SELECT coalesce(max(id), 0) + 1 FROM coordinate"].First());

    private Standing StandingOf(int coordinate)
    {
        using var rows = _database["SELECT state, verdicts FROM coordinate WHERE id = $1"].Rows(coordinate);
        return rows.Read() ? Rows.Standing(rows, 0) : throw new InvalidDataException($"Coordinate {coordinate} has no row: the estate is damaged.");
    }
}
