using System.Globalization;
using System.Threading.Channels;
using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Records;

namespace Vigil.Server.Operations.Reports;

/// <summary>The reports and exports of all accounts: what was ordered, how far it is, and what is still to be done.</summary>
internal sealed class ReportJobs(IRecords records, TimeProvider clock)
{
    /// <summary>So long nobody may have worked on a job before somebody else takes it.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(2);

    /// <summary>A job that is not done by then has failed (spec §11).</summary>
    private static readonly TimeSpan LongestJob = TimeSpan.FromHours(12);

    // what is open is found without looking through all accounts
    private static readonly AccountId Nobody = AccountId.Of(0);

    private readonly Shelf<ReportJob> _jobs = new(records, "report");
    private readonly Shelf<OpenJob> _open = new(records, "report-open");
    private readonly Channel<OpenJob> _ordered = Channel.CreateUnbounded<OpenJob>();

    /// <summary>Jobs that were ordered in this process, as they come.</summary>
    public ChannelReader<OpenJob> Ordered => _ordered.Reader;

    /// <summary>Takes an order.</summary>
    /// <returns>The id of the report.</returns>
    /// <exception cref="ApiException">A report of this kind is in progress.</exception>
    public string Order(Call call, ReportJob job)
    {
        if (job.Kind == ReportKind.Findings && _jobs.List(call.Account).Any(one => one.Value.Kind == job.Kind && one.Value.IsOpen))
        {
            throw ApiException.Refused("An account cannot have multiple reports in progress.");
        }

        var id = Guid.NewGuid().ToString();
        var open = new OpenJob(call.Account, id);
        _open.TryAdd(Nobody, open.Key, open);
        _jobs.TryAdd(call.Account, id, job with { WorkedOnAt = call.At });
        _ordered.Writer.TryWrite(open);
        return id;
    }

    /// <summary>A job; of findings the last one ordered when no id is given.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public (string Id, ReportJob Job) Get(AccountId account, ReportKind kind, string? id)
    {
        if (id is not null)
        {
            return _jobs.Get(account, id) is { } job && job.Kind == kind ? (id, job) : throw ApiException.NotFound($"There is no report {id}.");
        }

        return _jobs.List(account).Where(one => one.Value.Kind == kind).OrderBy(one => one.Value.OrderedAt).LastOrDefault() is { Key: not null } last
            ? last
            : throw ApiException.NotFound("There is no report.");
    }

    /// <summary>Stops a job. One that is at its end stays as it is.</summary>
    public void Cancel(AccountId account, ReportKind kind, string id)
    {
        Get(account, kind, id);
        _jobs.Change(account, id, before => before!.IsOpen ? before with { Status = "CANCELLED" } : before);
    }

    /// <summary>Jobs that nobody works on: those of a process that died.</summary>
    public IEnumerable<OpenJob> FindAbandoned() => _open.List(Nobody)
        .Select(one => one.Value)
        .Where(open => _jobs.Get(open.Account, open.Id) is not { IsOpen: true } job || job.WorkedOnAt < clock.GetUtcNow() - Abandoned);

    /// <summary>Takes a job to work on it.</summary>
    /// <returns>The job; <see langword="null"/> when it is at its end.</returns>
    public ReportJob? Take(OpenJob open)
    {
        if (_jobs.Get(open.Account, open.Id) is { IsOpen: true } job && clock.GetUtcNow() - job.OrderedAt < LongestJob)
        {
            return TryProgress(open, job.Progress) ? job : null;
        }

        End(open, before => before with { Status = "FAILED", ErrorCode = "INTERNAL_ERROR", ErrorMessage = "The report took longer than 12 hours." });
        return null;
    }

    /// <summary>Notes how far a job is.</summary>
    /// <returns>Whether it goes on; it does not when it was cancelled.</returns>
    public bool TryProgress(OpenJob open, string progress) => _jobs.Change(
        open.Account,
        open.Id,
        before => before!.IsOpen ? before with { Progress = progress, WorkedOnAt = clock.GetUtcNow() } : before).IsOpen;

    /// <summary>Ends a job, unless it is at its end.</summary>
    public void End(OpenJob open, Func<ReportJob, ReportJob> end)
    {
        if (_jobs.Get(open.Account, open.Id) is not null)
        {
            _jobs.Change(open.Account, open.Id, before => before!.IsOpen ? end(before) : before);
        }

        _open.Delete(Nobody, open.Key);
    }
}

/// <summary>A job that is not at its end.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Id">Id of the report.</param>
internal sealed record OpenJob(AccountId Account, string Id)
{
    /// <summary>Its name among all.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Account}/{Id}");
}
