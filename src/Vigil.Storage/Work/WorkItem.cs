using Vigil.Domain.Accounts;

namespace Vigil.Storage.Work;

/// <summary>Something to be done. There is one of a kind, account and subject: asked for twice, it is done once.</summary>
/// <param name="Kind">What is done: it names the worker.</param>
/// <param name="Account">For whom; account zero for the site.</param>
/// <param name="Subject">With what, in the words of the kind.</param>
public sealed record WorkItem(string Kind, AccountId Account, string Subject)
{
    /// <summary>How urgent it is.</summary>
    public WorkLane Lane { get; init; } = WorkLane.Bulk;

    /// <summary>When it is due; the default is at once.</summary>
    public DateTimeOffset DueAt { get; init; } = DateTimeOffset.UnixEpoch;
}
