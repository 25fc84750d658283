using System.Diagnostics;
using System.Globalization;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Filters;
using Vigil.Storage;
using Vigil.Storage.Aggregations;
using Vigil.Storage.Queries;

namespace Vigil.Benchmarks;

/// <summary>What the API asks of a database with very many findings, and how long it takes.</summary>
internal static class FindingLoad
{
    private const int Rounds = 100;

    public static void Run(string generation, string exploitDirectory, string work, int resources, int findingsPerResource, string connection, Callers callers)
    {
        using var store = AdvisoryStore.Open(generation);
        using var exploits = ExploitTable.OpenIn(exploitDirectory);
        var fleet = new Fleet(Catalogue.Read(store));
        var options = new DatabaseOptions { SqlitePath = connection.Length > 0 ? "" : Path.Combine(work, "findings.db"), PostgresConnection = connection };
        using var stored = StoredFleet.Create(options, store, exploits, findingsPerResource, callers);
        Print("before", "MiB resident", Resident());

        fleet.Fill(stored, resources);
        var findings = stored.TakeFindings() - (2 * resources); // each resource tells of its coverage and its first scan
        Print($"{resources} resources, {findings} findings taken in", "findings/s", findings / stored.Taking.Wall);
        Print("in processor time of this process", "findings/s", findings / stored.Taking.Cpu);
        Print("after", "MiB resident", Resident());
        stored.Database.Optimize();
        Print("of the time in which inventories were taken in, collecting the garbage of this process and its fleet", "%", 100 * stored.Collecting.TotalSeconds / stored.Taking.Wall);
        var (known, taking) = (Math.Min(resources, 1_000), stored.Taking);
        fleet.Fill(stored, known); // as on a later day, when nothing has changed
        Print($"{known} of them again", "findings/s", known * (findings / resources) / (stored.Taking.Wall - taking.Wall));
    }

    /// <summary>Asks of a database that is there, in a process that holds nothing else.</summary>
    public static void Ask(DatabaseOptions options)
    {
        using var database = EstateDatabase.Open(options);
        Ask(database);
        Print("at the end", "MiB resident", Resident());
    }

    private static void Ask(EstateDatabase database)
    {
        var queries = new FindingQueries(database);
        var all = new FindingQuery { Accounts = [StoredFleet.Account] };
        var first = queries.List(all).Items;
        var active = Criteria.All.With("findingStatus", "ACTIVE");
        var sample = first[first.Count / 2];
        var (resource, flaw, package) = (sample.Resource.Id, sample.Content.Subject, sample.Content.Package!.Packages[0].Package.Coordinate.Name); // packages are all there is
        (string Name, FindingQuery Query)[] questions =
        [
            ("all", all),
            ("active, by severity", all with { Criteria = active, SortBy = FindingSort.Severity, IsDescending = true }),
            ("critical, by score", all with { Criteria = active.With("severity", "CRITICAL"), SortBy = FindingSort.InspectorScore, IsDescending = true }),
            ("low, by severity", all with { Criteria = active.With("severity", "LOW"), SortBy = FindingSort.Severity }),
            ("closed", all with { Criteria = Criteria.All.With("findingStatus", "CLOSED") }),
            ("of a resource", all with { Criteria = active.With("resourceId", resource), SortBy = FindingSort.Severity, IsDescending = true }),
            ("of no resource", all with { Criteria = active.With("resourceId", "i-none"), SortBy = FindingSort.Severity, IsDescending = true }),
            ("of a flaw", all with { Criteria = active.With("vulnerabilityId", flaw), SortBy = FindingSort.InspectorScore, IsDescending = true }),
            ("of no flaw", all with { Criteria = active.With("vulnerabilityId", "CVE-none"), SortBy = FindingSort.Severity }),
            ("of a package", all with { Criteria = Package(active, package), SortBy = FindingSort.Severity, IsDescending = true }),
            ("of no package", all with { Criteria = Package(active, "none"), SortBy = FindingSort.Severity, IsDescending = true }),
            ("of a tag", all with { Criteria = Tag(active, "role-7"), SortBy = FindingSort.Severity, IsDescending = true }),
            ("of no tag", all with { Criteria = Tag(active, "none"), SortBy = FindingSort.Severity, IsDescending = true }),
            ("of an image", all with { Criteria = active.With("ec2InstanceImageId", sample.Resource.Machine!.ImageId) }),
            ("exploited, by severity", all with { Criteria = active.With("exploitAvailable", "YES"), SortBy = FindingSort.Severity, IsDescending = true }),
            ("by EPSS", all with { Criteria = active, SortBy = FindingSort.EpssScore, IsDescending = true }),
            ("by flaw", all with { Criteria = active, SortBy = FindingSort.VulnerabilityId }),
            ("by last seen", all with { Criteria = active, SortBy = FindingSort.LastObservedAt, IsDescending = true }),
            ("by type of resource", all with { Criteria = active, SortBy = FindingSort.ResourceType }),
            ("by vendor severity", all with { Criteria = active, SortBy = FindingSort.VendorSeverity }),
            ("by protocol", all with { Criteria = active, SortBy = FindingSort.NetworkProtocol }),
            ("by component", all with { Criteria = active, SortBy = FindingSort.ComponentType }),
            ("by repository", all with { Criteria = active, SortBy = FindingSort.EcrImageRepositoryName }),
            ("title begins with", all with { Criteria = new Criteria([new("title", [new Condition.Text(TextComparison.Prefix, flaw)])]), SortBy = FindingSort.Severity }),
            ("changed since", all with { Criteria = new Criteria([new("updatedAt", [new Condition.Date(TimeProvider.System.GetUtcNow().AddDays(1), null)])]) }),
        ];
        foreach (var (name, query) in questions)
        {
            Measure($"page: {name}", () => queries.List(query).Items.Count);
        }

        Deep(queries, all with { Criteria = active, SortBy = FindingSort.Severity, IsDescending = true });
        Measure("detail", () => queries.Find([StoredFleet.Account], [sample.Arn]).Count);
        var aggregations = new AggregationQueries(database);
        foreach (var type in Enum.GetValues<AggregationType>())
        {
            Measure($"aggregation: {type}", () => aggregations.List(new AggregationQuery { Accounts = [StoredFleet.Account], Type = type, SortBy = AggregationSort.Critical }).Items.Count);
        }

        var coverage = new CoverageQueries(database);
        Measure("coverage", () => coverage.List(new CoverageQuery { Accounts = [StoredFleet.Account] }).Items.Count);
        Measure("coverage, counted", () => (int)coverage.Count(new CoverageQuery { Accounts = [StoredFleet.Account] }, CoverageGroup.ScanStatusReason).Total);
    }

    private static void Deep(FindingQueries queries, FindingQuery query)
    {
        string? token = null;
        for (var page = 0; page < 200; page++)
        {
            token = queries.List(query with { NextToken = token }).NextToken;
        }

        Measure("page: active, by severity, 200 pages on", () => queries.List(query with { NextToken = token }).Items.Count);
    }

    private static Criteria Package(Criteria criteria, string name) =>
        new([.. criteria.Fields.Items, new("vulnerablePackages", [new Condition.Package { Name = new Condition.Text(TextComparison.Equals, name) }])]);

    private static Criteria Tag(Criteria criteria, string role) => new([.. criteria.Fields.Items, new("resourceTags", [new Condition.Map("role", role)])]);

    private static void Measure(string name, Func<int> ask)
    {
        ask();
        var rows = 0;
        var (walls, processors) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds && walls.Sum() < 1_500; round++)
        {
            var cost = Cost.Of(() => rows = ask());
            walls.Add(cost.Wall * 1000);
            processors.Add(cost.Cpu * 1000);
        }

        walls.Sort();
        processors.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {rows} | {walls[walls.Count / 2]:F1} | {walls[^1]:F1} | {processors[walls.Count / 2]:F1} | {processors[^1]:F1} |"));
    }

    private static void Print(string what, string unit, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {what}: {value:F0} {unit}"));

    private static double Resident() => Process.GetCurrentProcess().WorkingSet64 / 1024.0 / 1024;
}
