using System.Globalization;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Accounts;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Domain.Resources;
using Vigil.Scanning.Estates;
using Vigil.Storage;
using Vigil.Storage.Queries;

namespace Vigil.Benchmarks;

/// <summary>The estate with all its findings in a database.</summary>
/// <remarks>
/// Inventories are made some thousand at a time, then several callers submit them at once, as agents and scanners do. Only the submitting is timed, by the clock
/// and in processor time of the process; it includes everything from an inventory in memory to the commit.
/// </remarks>
internal sealed class StoredFleet : IMeasuredEstate
{
    public static readonly AccountId Account = AccountId.Parse("123456789012");

    private const int MadeTogether = 2_000;

    private readonly string _file;
    private readonly int _findingsPerResource;
    private readonly Callers _callers;
    private readonly Judge _judge;
    private readonly StoredEstate _estate;
    private readonly List<Package> _packages = [];
    private readonly Dictionary<int, int[]> _flaws = [];
    private readonly List<Submission> _submissions = [];
    private long _seen;

    private StoredFleet(DatabaseOptions options, AdvisoryStore store, ExploitTable exploits, int findingsPerResource, Callers callers)
    {
        (Database, _file, _findingsPerResource, _callers) = (EstateDatabase.Open(options), options.SqlitePath, findingsPerResource, callers);
        var flaws = 0;
        _judge = new Judge(store, _ => flaws++); // it asks once for each
        _estate = new StoredEstate(Database, TimeProvider.System);
        _estate.JudgeBy(store, exploits);
    }

    public EstateDatabase Database { get; }

    public long Mebibytes => _file.Length > 0 ? new FileInfo(_file).Length >> 20 : 0;

    /// <summary>Time spent in taking inventories in.</summary>
    public Cost Taking { get; private set; }

    /// <summary>The part of it in which garbage was collected: the fleet in this process makes that dearer than it is in a server.</summary>
    public TimeSpan Collecting { get; private set; }

    /// <summary>Makes an empty estate.</summary>
    /// <param name="options">Where; an old SQLite file is deleted.</param>
    /// <param name="store">The generation.</param>
    /// <param name="exploits">What is known of exploitation.</param>
    /// <param name="findingsPerResource">How many findings each resource has: it gets as many of its packages.</param>
    /// <param name="callers">Who submits.</param>
    public static StoredFleet Create(DatabaseOptions options, AdvisoryStore store, ExploitTable exploits, int findingsPerResource, Callers callers)
    {
        foreach (var end in (string[])["", "-wal", "-shm"])
        {
            if (options.SqlitePath.Length > 0)
            {
                File.Delete(options.SqlitePath + end);
            }
        }

        return new StoredFleet(options, store, exploits, findingsPerResource, callers);
    }

    /// <summary>Writes the inventories of some resources as scanners send them, a file each.</summary>
    public void Sample(string directory, int count)
    {
        Directory.CreateDirectory(directory);
        var register = new ResourceRegister(Database, TimeProvider.System);
        var coverage = new CoverageQueries(Database).List(new CoverageQuery { Accounts = [Account], MaxResults = count });
        foreach (var entry in coverage.Items)
        {
            var file = Path.Combine(directory, $"{entry.Resource.Id.Split('/')[^1]}.inventory");
            File.WriteAllBytes(file, InventoryEncoder.Encode(register.InventoryOf(Account, entry.Resource.Id)!)); // every resource of a fleet has one
        }
    }

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
        var role = (int)(Seeded.Hash(resource, "role") % 400);
        var machine = new Resource
        {
            Account = Account,
            Type = ResourceType.AwsEc2Instance,
            Id = resource,
            Machine = new Machine { ImageId = string.Create(CultureInfo.InvariantCulture, $"ami-{role:x17}"), OperatingSystem = $"OS_{role % 11}" },
            Tags = [new Tag("role", string.Create(CultureInfo.InvariantCulture, $"role-{role}"))],
        };
        var inventory = new Inventory
        {
            Artifact = new ArtifactIdentity(ArtifactKind.Host, "/"),
            Packages = [.. Chosen(coordinates).Distinct().Order().Select(coordinate => _packages[coordinate])],
        };
        _submissions.Add(new Submission(machine, inventory));
        if (_submissions.Count == MadeTogether)
        {
            Flush();
        }
    }

    public void Flush()
    {
        // the garbage of the making is not part of it either
        GC.Collect();
        var pauses = GC.GetTotalPauseDuration();
        var taking = Cost.OfWarm(() => _callers.Submit(_estate, _submissions));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_submissions.Count} submissions in {taking.Wall:F2} s by the clock, {taking.Cpu:F2} s of processor time"));
        Taking += taking;
        Collecting += GC.GetTotalPauseDuration() - pauses;
        _submissions.Clear();
    }

    public void Apply(GenerationDelta delta, AdvisoryStore after) => _estate.Apply(delta, after, () => { }, CancellationToken.None);

    public int TakeFindings()
    {
        var last = LastChange();
        var findings = (int)(last - _seen);
        _seen = last;
        return findings;
    }

    public void Dispose() => Database.Dispose();

    // packages from the front, but for those with which the findings would be more than they are to be
    private IEnumerable<int> Chosen(int[] coordinates)
    {
        var flaws = new HashSet<int>();
        foreach (var coordinate in coordinates)
        {
            var more = FlawsOf(coordinate);
            if (flaws.Count + more.Count(flaw => !flaws.Contains(flaw)) <= _findingsPerResource)
            {
                flaws.UnionWith(more);
                yield return coordinate;
            }

            if (flaws.Count == _findingsPerResource)
            {
                yield break;
            }
        }
    }

    private int[] FlawsOf(int coordinate)
    {
        if (!_flaws.TryGetValue(coordinate, out var flaws))
        {
            flaws = [.. _judge.StandingOf(_packages[coordinate].Coordinate).Verdicts.Select(mark => mark.Vulnerability).Distinct()];
            _flaws.Add(coordinate, flaws);
        }

        return flaws;
    }

    private long LastChange() => new ChangeFeed(Database).LastNumber;
}
