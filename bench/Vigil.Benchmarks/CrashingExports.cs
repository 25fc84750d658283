using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Domain.Accounts;
using Vigil.Server.Blobs;
using Vigil.Server.Operations.Reports;
using Vigil.Server.Settings;
using Vigil.Storage;
using Vigil.Storage.Queries;
using Vigil.Storage.Records;
using Vigil.Storage.Rules;
using Vigil.Storage.Work;

namespace Vigil.Benchmarks;

/// <summary>Orders reports and exports and writes them, as the server does, so that it can be killed at any point; and looks whether what it left is whole.</summary>
internal sealed class CrashingExports
{
    private const string Bucket = "reports";
    private const int MostJobs = 30;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    private readonly AccountId _account;
    private readonly string _directory;
    private readonly WorkList _work;
    private readonly Shelf<ReportJob> _jobs;
    private readonly ReportWorker _worker;

    /// <param name="database">The database.</param>
    /// <param name="account">Whose findings.</param>
    /// <param name="directory">Where the objects are.</param>
    public CrashingExports(EstateDatabase database, AccountId account, string directory)
    {
        (_account, _directory) = (account, directory);
        var (clock, records) = (TimeProvider.System, new DatabaseRecords(database));
        var (blobs, organization) = (new FileBlobStore(directory), new Organization(records, new AccountSettings(records), new FilterRegistry(database, clock)));
        (_work, _jobs) = (new WorkList(database, clock), new Shelf<ReportJob>(records, "report"));
        var jobs = new ReportJobs(records, _work, clock);
        _worker = new ReportWorker(
            jobs,
            new FindingsReport(new FindingQueries(database), organization, jobs, blobs),
            new SbomExport(new CoverageQueries(database), new ResourceRegister(database, clock), organization, jobs, blobs),
            NullLogger<ReportWorker>.Instance);
    }

    /// <summary>Goes on until the process is killed: what was left, then new ones.</summary>
    public async Task WriteAsync()
    {
        while (true)
        {
            foreach (var held in _work.Take("exports", WorkLane.Bulk, 1, Lease))
            {
                _work.Finish(held, held.Item.Kind == ReportJobs.Work ? await _worker.RunAsync(held, CancellationToken.None) : null);
            }

            Order(ReportKind.Findings, "JSON");
            Order(ReportKind.Sbom, "CYCLONEDX_1_4");
            Forget();
        }
    }

    /// <summary>Says what is wrong: of what succeeded something is missing or half written, or of what is open nobody will do it.</summary>
    public IEnumerable<string> Check()
    {
        var waiting = _work.List(ReportJobs.Work, _account).Select(state => state.Item.Subject).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, job) in _jobs.List(_account))
        {
            if (job.IsOpen)
            {
                if (!waiting.Contains(id))
                {
                    yield return $"the report {id} is open, and no work";
                }

                continue;
            }

            string[] objects = [.. ObjectsOf(id)];
            // an export of an estate without resources has none
            if (job.Status != "SUCCEEDED" || (job.Kind == ReportKind.Findings && objects.Length != 1))
            {
                yield return $"the report {id} is {job.Status} {job.ErrorMessage} with {objects.Length} objects";
            }

            foreach (var path in objects.Where(path => !IsWhole(path)))
            {
                yield return $"{path} is not whole";
            }
        }
    }

    private static bool IsWhole(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return path.EndsWith(".json", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Order(ReportKind kind, string format)
    {
        var id = Guid.NewGuid().ToString();
        var item = new WorkItem(ReportJobs.Work, _account, id) { Lane = WorkLane.Interactive };
        _work.Ask(item with { DueAt = TimeProvider.System.GetUtcNow().AddSeconds(5) }); // as the server does: should the process die before the end of this
        _jobs.TryAdd(_account, id, new ReportJob { Kind = kind, Format = format, Region = "us-east-1", Bucket = Bucket, KmsKeyArn = "arn:aws:kms:none", OrderedAt = TimeProvider.System.GetUtcNow() });
        _work.Ask(item);
    }

    private IEnumerable<string> ObjectsOf(string id) => Directory.Exists(_directory)
        ? Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories).Where(path => path.Contains(id, StringComparison.Ordinal) && !path.EndsWith(".part", StringComparison.Ordinal))
        : [];

    // so that the check stays short
    private void Forget()
    {
        foreach (var (id, _) in _jobs.List(_account).Where(one => !one.Value.IsOpen).OrderBy(one => one.Value.OrderedAt).SkipLast(MostJobs))
        {
            _jobs.Delete(_account, id);
            foreach (var path in ObjectsOf(id).ToList())
            {
                File.Delete(path);
            }
        }
    }
}
