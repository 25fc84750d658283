using Vigil.Advisories.Store;
using Vigil.Storage;

namespace Vigil.Server.Advisories;

/// <summary>Takes the estate along to each generation, and each day of exploitation data, that <c>vigil db update</c> publishes: at the start and, looking around, while the process runs.</summary>
internal sealed class AdvisoryWatch(AdvisoryLibrary library, StoredEstate estate, TimeProvider clock, ILogger<AdvisoryWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(30);

    // requests find an estate that is judged by what this process has open
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Follow(library.Current, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAround, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Look(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                AdvisoryLog.NotFollowed(logger, fault);
            }
        }
    }

    /// <summary>Follows what was published since, and ends what was cut off.</summary>
    internal void Look(CancellationToken stopping)
    {
        if (library.IsOutdated || !estate.IsRefreshed)
        {
            Follow(library.Renew(), stopping);
        }
    }

    private void Follow(Edition edition, CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        if (estate.Unfinished is { } unfinished)
        {
            var halfway = library.TryOpen(unfinished) ?? throw new InvalidDataException($"Generation {unfinished}, to which the estate was on its way, is not kept any more.");
            estate.Resume(halfway, () => { }, stopping);
        }

        if (estate.Generation is { } before && before != edition.Store.ContentId)
        {
            var store = library.TryOpen(before) ?? throw new InvalidDataException($"Generation {before}, on which the estate rests, is not kept any more.");
            estate.Apply(GenerationDiff.Compute(store, edition.Store), edition.Store, () => { }, stopping);
        }

        estate.JudgeBy(edition.Store, edition.Exploits);
        if (!estate.IsRefreshed)
        {
            estate.Refresh(() => { }, stopping);
        }

        AdvisoryLog.Followed(logger, edition.Store.ContentId, clock.GetElapsedTime(started));
    }
}

/// <summary>What the server tells of its advisories.</summary>
internal static partial class AdvisoryLog
{
    [LoggerMessage(4201, LogLevel.Information, "The estate rests on generation {Generation}, after {Elapsed}")]
    public static partial void Followed(ILogger logger, string generation, TimeSpan elapsed);

    [LoggerMessage(4202, LogLevel.Error, "The estate could not be taken to the next generation")]
    public static partial void NotFollowed(ILogger logger, Exception fault);
}
