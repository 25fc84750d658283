using System.Globalization;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Accounts;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Domain.Resources;
using Vigil.Storage;
using Vigil.Storage.Queries;

namespace Vigil.Benchmarks;

/// <summary>The estate with all its findings on SQLite, filled some resources at a time.</summary>
internal sealed class FileEstate : IMeasuredEstate
{
    private const int Batch = 50;

    private static readonly AccountId Account = AccountId.Parse("123456789012");

    private readonly string _path;
    private readonly EstateDatabase _database;
    private readonly StoredEstate _estate;
    private readonly List<Package> _packages = [];
    private readonly List<Submission> _submissions = [];
    private long _seen;

    public FileEstate(string path, AdvisoryStore store)
    {
        foreach (var file in (string[])[path, path + "-wal", path + "-shm"])
        {
            File.Delete(file);
        }

        _path = path;
        _database = EstateDatabase.OpenFile(path);
        _estate = new StoredEstate(_database, TimeProvider.System);
        _estate.JudgeBy(store, ExploitTable.Empty);
    }

    public long Mebibytes => new FileInfo(_path).Length >> 20;

    public int Intern(Coordinate coordinate)
    {
        _packages.Add(new Package
        {
            Coordinate = coordinate,
            Purl = PackageUrl.Parse(string.Create(CultureInfo.InvariantCulture, $"pkg:generic/p{_packages.Count}")),
            Evidence = [new Evidence("var/lib/packages")],
        });
        return _packages.Count - 1;
    }

    public void Put(string resource, int[] coordinates)
    {
        var machine = new Resource { Account = Account, Type = ResourceType.AwsEc2Instance, Id = resource, Machine = new Machine() };
        var inventory = new Inventory
        {
            Artifact = new ArtifactIdentity(ArtifactKind.Host, "/"),
            Packages = [.. coordinates.Distinct().Order().Select(coordinate => _packages[coordinate])],
        };
        _submissions.Add(new Submission(machine, inventory));
        if (_submissions.Count == Batch)
        {
            Flush();
        }
    }

    public void Flush()
    {
        _estate.Submit(_submissions);
        _submissions.Clear();
        _seen = LastChange();
    }

    public void Apply(GenerationDelta delta, AdvisoryStore after) => _estate.Apply(delta, after, () => { }, CancellationToken.None);

    public int TakeFindings()
    {
        var last = LastChange();
        var findings = (int)(last - _seen);
        _seen = last;
        return findings;
    }

    public void Dispose() => _database.Dispose();

    private long LastChange() => new ChangeFeed(_database).LastNumber;
}
