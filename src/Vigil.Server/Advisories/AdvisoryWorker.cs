using Vigil.Advisories.Store;
using Vigil.Domain.Accounts;
using Vigil.Server.Work;
using Vigil.Storage;
using Vigil.Storage.Work;

namespace Vigil.Server.Advisories;

/// <summary>Takes the estate along to the generation and the exploitation data that were published last: in one process at a time, which goes on where another was cut off.</summary>
internal sealed class AdvisoryWorker(AdvisoryLibrary library, StoredEstate estate, TimeProvider clock, ILogger<AdvisoryWorker> logger) : IWorker
{
    public static WorkItem Item { get; } = new("advisories", AccountId.Of(0), "follow");

    public string Kind => Item.Kind;

    public Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        var edition = library.Renew();
        estate.JudgeBy(edition.Store, edition.Exploits);
        if (estate.Unfinished is { } unfinished)
        {
            var halfway = library.TryOpen(unfinished) ?? throw new WorkException($"generation {unfinished}, to which the estate was on its way, is not kept any more: bring it back to the advisory directory");
            estate.Resume(halfway, () => { }, stopping);
        }

        if (estate.Generation is { } before && before != edition.Store.ContentId)
        {
            Follow(library.TryOpen(before), edition.Store, stopping);
        }

        if (!estate.IsRefreshed)
        {
            estate.Refresh(() => { }, stopping);
        }

        AdvisoryLog.Followed(logger, edition.Store.ContentId, clock.GetElapsedTime(started));
        return Task.FromResult<DateTimeOffset?>(null);
    }

    // a server that was away for several generations has nothing to compare with
    private void Follow(AdvisoryStore? before, AdvisoryStore after, CancellationToken stopping)
    {
        if (before is null)
        {
            estate.JudgeAllBy(after, () => { }, stopping);
        }
        else
        {
            estate.Apply(GenerationDiff.Compute(before, after), after, () => { }, stopping);
        }
    }
}

/// <summary>What the server tells of its advisories.</summary>
internal static partial class AdvisoryLog
{
    [LoggerMessage(4201, LogLevel.Information, "The estate rests on generation {Generation}, after {Elapsed}")]
    public static partial void Followed(ILogger logger, string generation, TimeSpan elapsed);

    [LoggerMessage(4202, LogLevel.Error, "The published advisories could not be opened; the estate goes on by those before")]
    public static partial void NotFollowed(ILogger logger, Exception fault);
}
