using Vigil.Advisories.Store;
using Vigil.Domain.Coverage;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>Leads an estate from one generation to another, a transaction a step. All that a step needs is in the database, so any process can take the next.</summary>
/// <remarks>
/// First the coordinates whose advisories changed are judged again, then the findings of the resources that have the ones judged otherwise follow, resource
/// by resource. The old standings stay in place until the last step.
/// </remarks>
internal sealed class DeltaRun
{
    private const int CoordinatesPerStep = 500;
    private const int ResourcesPerStep = 500;

    // so many are read together, and filed, before it is looked how long a step takes
    private const int ReadTogether = 10;
    private const int FiledPerStep = 10;
    private const long NotJudged = -1;

    // what the findings of an estate rest on whose delta was turned: no one generation
    private const string Mixed = "";

    private readonly EstateWriter _writer;
    private readonly string _region;
    private readonly Session _session;
    private readonly Dictionary<int, StandingChange> _changes = [];
    private readonly HashSet<int> _flaws = [];
    private readonly bool _isMixed;

    /// <summary>Takes up the delta that is not done.</summary>
    public DeltaRun(EstateWriter writer, string region)
    {
        (_writer, _region, _session) = (writer, region, writer.Session);
        using var rows = _session["SELECT id, stage, before FROM delta WHERE stage < 2"].Rows();
        rows.Read();
        (Number, Stage, _isMixed) = (rows.GetInt64(0), (DeltaStage)rows.GetInt32(1), rows.GetString(2) == Mixed);
    }

    private enum DeltaStage
    {
        Judging,
        Following,
        Done,
    }

    /// <summary>The writer whose tables it uses, and with which it is of no more use.</summary>
    public EstateWriter Writer => _writer;

    public long Number { get; }

    public bool IsDone => Stage == DeltaStage.Done;

    private DeltaStage Stage { get; set; }

    /// <summary>Notes which coordinates have to be matched again.</summary>
    public static void Begin(Session session, GenerationDelta delta)
    {
        const string Select = "SELECT coordinate, $1, $2 FROM key_coordinate JOIN advisory_key ON id = key WHERE ";
        object[] notJudged = [NotJudged, Array.Empty<byte>()];
        var insert = session[$"INSERT INTO delta_coordinate (coordinate, state, verdicts) {Select} (ecosystem, release, advisory_key.name) = ($3, $4, $5) ON CONFLICT DO NOTHING"];
        foreach (var (key, _) in delta.Keys)
        {
            insert.Run([.. notJudged, key.Ecosystem, key.Release, key.Name]);
        }

        // rare: a release that comes or goes makes packages evaluated that no advisory speaks of
        foreach (var ecosystem in delta.Releases.Select(change => change.Ecosystem).Distinct(StringComparer.Ordinal))
        {
            session[$"INSERT INTO delta_coordinate (coordinate, state, verdicts) {Select} ecosystem = $3 ON CONFLICT DO NOTHING"].Run([.. notJudged, ecosystem]);
        }

        Note(session, delta.Before, delta.After);
    }

    /// <summary>Notes that all coordinates have to be matched again: what differs is not known.</summary>
    public static void BeginWithAll(Session session, string before, string after)
    {
        session["INSERT INTO delta_coordinate (coordinate, state, verdicts) SELECT id, $1, $2 FROM coordinate"].Run(NotJudged, Array.Empty<byte>());
        Note(session, before, after);
    }

    /// <summary>Leads the delta that is under way to another generation. Some findings may rest on the one to which it led, and nobody knows which: all are looked at.</summary>
    public static void Turn(Session session, string after)
    {
        foreach (var rows in (string[])["delta_resource", "delta_coordinate", "delta WHERE stage < 2"])
        {
            session[$"DELETE FROM {rows}"].Run();
        }

        BeginWithAll(session, Mixed, after);
    }

    /// <summary>The number of the last delta of an estate, done or under way; zero before the first.</summary>
    public static long LastNumber(Session session) => session["SELECT coalesce(max(id), 0) FROM delta"].Number() ?? 0;

    /// <summary>Does the next step.</summary>
    /// <param name="budget">How much it may do.</param>
    public void Step(StepBudget budget)
    {
        // the index by coordinate says to which resources to follow; what is submitted from now on is judged by the target
        if (Stage == DeltaStage.Judging ? !JudgeSome(budget) && !_writer.Blocks.FileSome(FiledPerStep) : !FollowSome(budget))
        {
            EnterNextStage();
        }

        _writer.Save();
    }

    private static void Note(Session session, string before, string after)
    {
        var numbers = new Numbers(session, "delta");
        session["INSERT INTO delta (id, before, after, stage) VALUES ($1, $2, $3, 0)"].Run(numbers.Take(), before, after);
        numbers.Save();
    }

    private bool JudgeSome(StepBudget budget)
    {
        var waiting = _session[
            $"SELECT id, c.state, c.verdicts, {Rows.CoordinateColumns} FROM delta_coordinate d JOIN coordinate c ON c.id = d.coordinate WHERE d.state < 0 LIMIT {CoordinatesPerStep}"]
            .List(row => (Number: row.GetInt64(0), Coordinate: Rows.Coordinate(row, 3), Before: Rows.Standing(row, 1)));
        foreach (var (number, coordinate, before) in waiting.TakeWhile((_, place) => budget.Allows(place)))
        {
            var after = _writer.Judge.StandingOf(coordinate);
            _ = after.Equals(before)
                ? _session["DELETE FROM delta_coordinate WHERE coordinate = $1"].Run(number)
                : _session["UPDATE delta_coordinate SET state = $2, verdicts = $3 WHERE coordinate = $1"].Run(number, (long)after.State, Rows.Bytes(after.Verdicts));
        }

        return waiting.Count > 0;
    }

    private bool FollowSome(StepBudget budget)
    {
        LoadChanges();
        var last = 0L;
        var rules = new RuleBook(_writer, _region, budget.Now);
        var resources = _session[$"SELECT resource FROM delta_resource ORDER BY resource LIMIT {ResourcesPerStep}"].List(row => row.GetInt64(0));
        foreach (var some in resources.Chunk(ReadTogether).TakeWhile((_, place) => budget.Allows(place * ReadTogether)))
        {
            Follow(_writer.Resources.Get(some), rules, budget.Now);
            last = some[^1];
        }

        _session["DELETE FROM delta_resource WHERE resource <= $1"].Run(last);
        return resources.Count > 0;
    }

    private void Follow(IReadOnlyCollection<StoredResource> resources, RuleBook rules, DateTimeOffset now)
    {
        _writer.Coverage.Load([.. resources.Select(resource => (resource.Account, resource.Id))], ScanType.Package);
        // those that are not watched are scanned should they come back
        var watched = resources.Where(resource => _writer.Coverage.KeepsFindings(resource.Account, resource.Id, ScanType.Package)).ToList();
        _writer.Coordinates.LoadStandings(watched.SelectMany(resource => resource.Coordinates.ToArray()));
        var findings = _writer.Findings.Of(
            [.. watched.Select(resource => (resource.Account, resource.Id, _writer.Coverage.ScannedAt(resource.Account, resource.Id, ScanType.Package)))],
            FindingType.PackageVulnerability);
        var evaluations = watched.Select(resource => new PackageEvaluation(_writer, StandingOf, resource, Concerns)).ToList();
        _writer.Assessments.Load(evaluations.SelectMany(evaluation => evaluation.Keys));
        foreach (var (resource, evaluation) in watched.Zip(evaluations))
        {
            Follow(resource, evaluation, findings[resource.Id], rules, now);
        }
    }

    private void Follow(StoredResource resource, PackageEvaluation evaluation, IEnumerable<StoredFinding> before, RuleBook rules, DateTimeOffset now)
    {
        var account = resource.Account;
        var findings = new ResourceFindings(_writer.Findings, rules.Of(resource.Resource.Account), account, resource, FindingType.PackageVulnerability, now);
        findings.Load(before, Concerns);
        InventoryContents? contents = null;
        foreach (var (flaw, assessment) in evaluation.Assess(() => contents ??= InventoryContents.Of(InventoryOf(resource))))
        {
            findings.See(flaw, assessment);
        }

        findings.CloseTheRest(_writer.ReasonOfAdvisories);
        _writer.Coverage.Touch(account, resource.Id, ScanType.Package, now);
    }

    private bool Concerns(int flaw) => _isMixed || _flaws.Contains(flaw);

    private Inventory InventoryOf(StoredResource resource) => _writer.Resources.InventoryOf(resource.Id)
        ?? throw new InvalidDataException($"Resource {resource.Id} has no inventory: the estate is damaged.");

    private Standing StandingOf(int coordinate) => _changes.TryGetValue(coordinate, out var change) ? change.After : _writer.Coordinates.StandingOf(coordinate);

    private void EnterNextStage()
    {
        Stage++;
        if (Stage == DeltaStage.Following)
        {
            NoteResources();
        }
        else
        {
            _session["UPDATE coordinate SET state = d.state, verdicts = d.verdicts FROM delta_coordinate d WHERE id = d.coordinate"].Run();
            _session["DELETE FROM delta_coordinate"].Run();
            _session["UPDATE generation SET content = $1"].Run(_writer.Store.ContentId);
        }

        _session["UPDATE delta SET stage = $2 WHERE id = $1"].Run(Number, (long)Stage);
    }

    private void NoteResources()
    {
        if (_isMixed)
        {
            _session["INSERT INTO delta_resource SELECT resource FROM resource_contents"].Run();
            return;
        }

        LoadChanges();
        var resources = new HashSet<int>();
        foreach (var change in _changes.Values.Where(change => change.Verdicts().Any()))
        {
            ResourceBlocks.Collect(_session, change.Coordinate, resources);
        }

        _session.Insert("delta_resource", "resource", [.. resources.Order().Select(resource => (object[])[(long)resource])]);
    }

    private void LoadChanges()
    {
        if (_changes.Count > 0)
        {
            return;
        }

        foreach (var change in _session[
            "SELECT d.coordinate, c.state, c.verdicts, d.state, d.verdicts FROM delta_coordinate d JOIN coordinate c ON c.id = d.coordinate ORDER BY d.coordinate"]
            .List(row => new StandingChange(row.GetInt32(0), Rows.Standing(row, 1), Rows.Standing(row, 3))))
        {
            _changes.Add(change.Coordinate, change);
            _flaws.UnionWith(change.Verdicts().Select(verdict => verdict.Vulnerability));
        }
    }
}
