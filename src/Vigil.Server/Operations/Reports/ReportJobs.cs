using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Records;
using Vigil.Storage.Work;

namespace Vigil.Server.Operations.Reports;

/// <summary>The reports and exports of all accounts: what was ordered, how far it is, and what is still to be done.</summary>
internal sealed class ReportJobs(IRecords records, WorkList work, TimeProvider clock)
{
    /// <summary>The kind of work; its subject is the id of the report.</summary>
    public const string Work = "report";

    /// <summary>A job that is not done by then has failed (spec §11).</summary>
    private static readonly TimeSpan LongestJob = TimeSpan.FromHours(12);

    private readonly Shelf<ReportJob> _jobs = new(records, "report");

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
        var item = new WorkItem(Work, call.Account, id) { Lane = WorkLane.Interactive };
        work.Ask(item with { DueAt = call.At.AddSeconds(5) }); // should the process die before the end of this
        _jobs.TryAdd(call.Account, id, job);
        work.Ask(item);
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
        before => before!.IsOpen ? before with { Progress = progress } : before).IsOpen;

    /// <summary>Ends a job, unless it is at its end.</summary>
    public void End(OpenJob open, Func<ReportJob, ReportJob> end)
    {
        if (_jobs.Get(open.Account, open.Id) is not null)
        {
            _jobs.Change(open.Account, open.Id, before => before!.IsOpen ? end(before) : before);
        }
    }
}

/// <summary>Names a job.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Id">Id of the report.</param>
internal sealed record OpenJob(AccountId Account, string Id);
