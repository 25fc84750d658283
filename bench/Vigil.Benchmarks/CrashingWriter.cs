using System.Globalization;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Accounts;
using Vigil.Domain.Advisories;
using Vigil.Domain.Coverage;
using Vigil.Domain.Filters;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Domain.Resources;
using Vigil.Storage;
using Vigil.Storage.Rules;

namespace Vigil.Benchmarks;

/// <summary>Writes everything that is ever written, round and round, so that it can be killed at any point; and looks whether what it left is whole.</summary>
internal static class CrashingWriter
{
    private const int Machines = 40;
    private const int Products = 30;

    /// <summary>What it says before it opens the database.</summary>
    public const string Opening = "opening";

    /// <summary>What it says before it begins to write.</summary>
    public const string Writing = "writing";

    private static readonly AccountId Account = AccountId.Parse("111122223333");

    /// <summary>Goes on until it is killed.</summary>
    /// <param name="options">The database.</param>
    /// <param name="exports">Directory of reports and exports.</param>
    public static int Write(DatabaseOptions options, string exports)
    {
        Console.WriteLine(Opening);
        using var database = EstateDatabase.Open(options);
        Console.WriteLine(Writing);
        _ = Task.Run(() => ExportAsync(database, exports));
        AdvisoryStore[] generations = [GenerationOf(0), GenerationOf(1)];
        var estate = new StoredEstate(database, TimeProvider.System);
        var (filters, weighing, register) = (
            new FilterRegistry(database, TimeProvider.System), new RuleWeighing(database, TimeProvider.System), new ResourceRegister(database, TimeProvider.System));
        for (var round = 0; ; round++)
        {
            var at = Settle(estate, generations);
            estate.Submit([.. Enumerable.Range(0, Machines).Select(machine => Scan(machine, (machine + round) % 3))]);
            var next = generations[1 - at];
            estate.Apply(GenerationDiff.Compute(generations[at], next), next, () => { }, CancellationToken.None);
            estate.Refresh(() => { }, CancellationToken.None);
            foreach (var filter in filters.List(Account))
            {
                filters.Delete(Account, filter.Arn);
            }

            filters.Put(new FindingFilter { Owner = Account, Name = "rule", Suppresses = true, Criteria = Criteria.All.With("vulnerabilityId", FlawOf(round % Products)) }, 10);
            weighing.Run(Account, () => { }, CancellationToken.None);
            register.SetStatus(Account, MachineOf(round % Machines), ScanType.Package, ScanStatusReason.ResourceTerminated);
            new Retention(database, TimeProvider.System).Run(() => { }, CancellationToken.None);
        }
    }

    private static async Task ExportAsync(EstateDatabase database, string directory)
    {
        try
        {
            await new CrashingExports(database, Account, directory).WriteAsync();
        }
        catch (Exception fault)
        {
            Console.WriteLine(fault);
            Environment.Exit(3);
        }
    }

    /// <summary>Says what is wrong.</summary>
    /// <returns>Zero when nothing is.</returns>
    public static int Check(DatabaseOptions options, string exports)
    {
        using var database = EstateDatabase.Open(options);
        string[] wrong = [.. Integrity.Check(database), .. new CrashingExports(database, Account, exports).Check()];
        foreach (var line in wrong)
        {
            Console.WriteLine(line);
        }

        return wrong.Length;
    }

    // goes on where the one before was killed
    private static int Settle(StoredEstate estate, AdvisoryStore[] generations)
    {
        if (estate.Unfinished is { } unfinished)
        {
            estate.Resume(generations.Single(generation => generation.ContentId == unfinished), () => { }, CancellationToken.None);
        }

        var at = Math.Max(0, Array.FindIndex(generations, generation => generation.ContentId == estate.Generation));
        estate.JudgeBy(generations[at], ExploitTable.Empty);
        return at;
    }

    private static AdvisoryStore GenerationOf(int version) => GenerationCompiler.Compile([.. Enumerable.Range(0, Products).Select(product => new Advisory
    {
        Id = FlawOf(product),
        Source = "test",
        Severities = [new Severity("NVD", product % 2 == version ? "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" : "CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N")],
        Affected =
        [
            new AffectedPackage
            {
                Key = new AdvisoryKey("Debian", "12", NameOf(product)),
                Scheme = "deb",
                NamesSource = true,
                Ranges = [new VersionRange("", product % 3 == version ? "9" : "2")],
            },
        ],
    })]);

    private static Submission Scan(int machine, int version) => new(
        new Resource { Account = Account, Type = ResourceType.AwsEc2Instance, Id = MachineOf(machine), Machine = new Machine() },
        new Inventory
        {
            Artifact = new ArtifactIdentity(ArtifactKind.Host, "/"),
            Packages = [.. Enumerable.Range(0, Products).Where(product => (product + machine) % 4 > 0).Select(product => PackageOf(product, version))],
        });

    private static Package PackageOf(int product, int version) => new()
    {
        Coordinate = new Coordinate { Ecosystem = "Debian", Release = "12", Name = NameOf(product), Version = string.Create(CultureInfo.InvariantCulture, $"{version + 1}") },
        Purl = PackageUrl.Parse($"pkg:generic/{NameOf(product)}"),
        Evidence = [new Evidence("var/lib/dpkg/status")],
    };

    private static string MachineOf(int number) => string.Create(CultureInfo.InvariantCulture, $"i-{number:x17}");

    private static string NameOf(int product) => string.Create(CultureInfo.InvariantCulture, $"product-{product}");

    private static string FlawOf(int product) => string.Create(CultureInfo.InvariantCulture, $"CVE-2026-{10_000 + product}");
}
