using Vigil.Storage;
using Vigil.Storage.Work;

namespace Vigil.Server.Advisories;

/// <summary>Looks for each generation, and each day of exploitation data, that <c>vigil db update</c> publishes, and has the estate taken along.</summary>
internal sealed class AdvisoryWatch(AdvisoryLibrary library, StoredEstate estate, WorkList work, TimeProvider clock, ILogger<AdvisoryWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        estate.JudgeBy(library.Current.Store, library.Current.Exploits);
        Look();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAround, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Look();
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                AdvisoryLog.NotFollowed(logger, fault);
            }
        }
    }

    /// <summary>Opens what was published since, and asks for the estate to follow when it is behind or was cut off on the way.</summary>
    internal void Look()
    {
        var isNew = library.IsOutdated;
        if (isNew)
        {
            var started = clock.GetTimestamp();
            var edition = library.Renew();
            estate.JudgeBy(edition.Store, edition.Exploits);
            AdvisoryLog.Opened(logger, edition.Store.ContentId, clock.GetElapsedTime(started));
        }

        if (estate.Generation == library.Current.Store.ContentId && estate.Unfinished is null && estate.IsRefreshed)
        {
            library.CloseOthers();
        }
        else if (isNew || work.List(AdvisoryWorker.Item.Kind, AdvisoryWorker.Item.Account).Count == 0)
        {
            work.Ask(AdvisoryWorker.Item); // one that failed and waits is left its pause
        }
    }
}
