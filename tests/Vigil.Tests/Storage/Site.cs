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

    public ImmutableArray<RecordedFinding> All() => [.. Findings.List(new FindingQuery { Accounts = [Account], MaxResults = 1000 }).Items];

    public void Dispose() => _database.Dispose();
}
