using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Accounts;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Domain.Resources;
using Vigil.Storage;
using Vigil.Storage.Queries;
using Vigil.Storage.Rules;
using Vigil.Storage.Work;

namespace Vigil.Tests.Storage;

/// <summary>A small estate with a clock of its own.</summary>
internal sealed class Site : IDisposable
{
    public static readonly AccountId Account = AccountId.Parse("111122223333");

    private readonly TestDatabase _database;

    public Site(DatabaseKind kind, AdvisoryStore generation)
    {
        _database = TestDatabase.Of(kind);
        Estate = new StoredEstate(_database.Database, Clock);
        Findings = new FindingQueries(_database.Database);
        Estate.JudgeBy(generation, ExploitTable.Empty);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    public DatabaseOptions Options => _database.Options;

    public EstateDatabase Database => _database.Database;

    public StoredEstate Estate { get; }

    public FindingQueries Findings { get; }

    public static Resource Machine(string id, params Tag[] tags) => new()
    {
        Account = Account,
        Type = ResourceType.AwsEc2Instance,
        Id = id,
        Region = "eu-central-1",
        Tags = [.. tags],
        Machine = new Machine { ImageId = "ami-0123456789abcdef0", OperatingSystem = "DEBIAN_12" },
    };

    public static Inventory Containing(params Coordinate[] packages) => new()
    {
        Artifact = new ArtifactIdentity(ArtifactKind.Host, "/"),
        Packages = [.. packages.Select(Installed)],
    };

    public static Package Installed(Coordinate coordinate) => new()
    {
        Coordinate = coordinate,
        Purl = PackageUrl.Parse($"pkg:generic/{Uri.EscapeDataString(coordinate.Name)}@{Uri.EscapeDataString(coordinate.Version)}"),
        Evidence = [new Evidence("var/lib/dpkg/status")],
    };

    public void Submit(string machine, params Coordinate[] packages) => Estate.Submit(new Submission(Machine(machine), Containing(packages)));

    /// <summary>Weighs findings by rules that changed or expired, as the work list says.</summary>
    /// <returns>How many changed.</returns>
    public int Weigh()
    {
        var (list, weighing, weighed) = (new WorkList(Database, Clock), new RuleWeighing(Database, Clock), 0);
        foreach (var work in list.Take("site", WorkLane.Bulk, int.MaxValue, TimeSpan.FromMinutes(1)))
        {
            var (count, again) = weighing.Run(work.Item.Account, () => { }, CancellationToken.None);
            weighed += count;
            list.Finish(work, again);
        }

        return weighed;
    }

    public ImmutableArray<RecordedFinding> All() => [.. Findings.List(new FindingQuery { Accounts = [Account], MaxResults = 1000 }).Items];

    public void Dispose() => _database.Dispose();
}
