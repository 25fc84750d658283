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
        Follow(edition.Store, stopping);
        var followed = clock.GetElapsedTime(started);
        if (!estate.IsRefreshed)
        {
            estate.Refresh(() => { }, stopping);
        }

        AdvisoryLog.Followed(logger, edition.Store.ContentId, followed, clock.GetElapsedTime(started) - followed);
        return Task.FromResult<DateTimeOffset?>(null);
    }

    private void Follow(AdvisoryStore target, CancellationToken stopping)
    {
        if (estate.Unfinished is { } unfinished)
        {
            if (library.TryOpen(unfinished) is not { } halfway)
            {
                AdvisoryLog.Turned(logger, unfinished, target.ContentId);
                estate.JudgeAllBy(target, () => { }, stopping);
                return;
            }

            estate.Resume(halfway, () => { }, stopping);
        }

        if (estate.Generation is not { } generation || generation == target.ContentId)
        {
            return;
        }

        if (library.TryOpen(generation) is { } before)
        {
            var started = clock.GetTimestamp();
            var delta = GenerationDiff.Compute(before, target);
            AdvisoryLog.Compared(logger, delta.Advisories.Length, delta.Keys.Length, clock.GetElapsedTime(started));
            estate.Apply(delta, target, () => { }, stopping);
        }
        else
        {
            // a server that was away for several generations has nothing to compare with
            estate.JudgeAllBy(target, () => { }, stopping);
        }
    }
}

/// <summary>What the server tells of its advisories.</summary>
internal static partial class AdvisoryLog
{
    [LoggerMessage(4201, LogLevel.Information, "The estate rests on generation {Generation}: led there in {Elapsed}, words and scores brought up to date in {Refreshing}")]
    public static partial void Followed(ILogger logger, string generation, TimeSpan elapsed, TimeSpan refreshing);

    [LoggerMessage(4204, LogLevel.Information, "Generation {Generation} was published, and opened in {Elapsed}")]
    public static partial void Opened(ILogger logger, string generation, TimeSpan elapsed);

    [LoggerMessage(4205, LogLevel.Information, "It differs in {Advisories} advisories and {Keys} keys from the one before, compared in {Elapsed}")]
    public static partial void Compared(ILogger logger, int advisories, int keys, TimeSpan elapsed);

    [LoggerMessage(4203, LogLevel.Warning, "Generation {Lost}, to which the estate was on its way, is not kept any more: everything is judged by {Generation}")]
    public static partial void Turned(ILogger logger, string lost, string generation);

    [LoggerMessage(4202, LogLevel.Error, "The published advisories could not be opened; the estate goes on by those before")]
    public static partial void NotFollowed(ILogger logger, Exception fault);
}
