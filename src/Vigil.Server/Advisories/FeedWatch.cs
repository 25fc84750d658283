using Microsoft.Extensions.Options;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Distribution;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Signing;
using Vigil.Advisories.Store;
using Vigil.Scanning.Artifacts;
using Vigil.Server.Hosting;
using Vigil.Server.Work;

namespace Vigil.Server.Advisories;

/// <summary>Brings advisories into the directory of this process from time to time, so that a server needs no timer beside it; <see cref="AdvisoryWatch"/> does the rest.</summary>
internal sealed class FeedWatch(IOptions<FeedOptions> feeds, IOptions<ServerOptions> server, FeedPull pull, TimeProvider clock, ILogger<FeedWatch> logger) : BackgroundService
{
    private readonly FeedOptions _feeds = feeds.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_feeds.Interval == TimeSpan.Zero)
        {
            return;
        }

        await Task.Yield(); // the first update is long
        using var timer = new PeriodicTimer(_feeds.Interval, clock);
        do
        {
            try
            {
                await UpdateAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                FeedLog.NotUpdated(logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Brings what is new: a finished generation from a registry, or documents of publishers, which are compiled.</summary>
    internal Task UpdateAsync(CancellationToken stopping) => _feeds.Pull.Length > 0 ? PullAsync(stopping) : CompileAsync(stopping);

    private async Task PullAsync(CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        try
        {
            var report = await pull.RunAsync(stopping);
            if (report.IsNew || report.HasNewExploits)
            {
                FeedLog.Pulled(logger, report.Generation, _feeds.Pull, report.Blobs, report.Bytes, clock.GetElapsedTime(started));
            }
        }
        catch (Exception fault) when (fault is ArtifactException or DistributionException or SignatureException or StoreFormatException or PublishException or FormatException or WorkException)
        {
            FeedLog.NotPulled(logger, _feeds.Pull, fault.Message);
        }
    }

    private async Task CompileAsync(CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        var database = server.Value.EffectiveAdvisories;
        Directory.CreateDirectory(database);
        var selection = FeedSelection.Of(_feeds.Sources.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var outcome = DatabaseUpdate.Run(database, await DownloadAsync(database, selection, stopping), selection, _ => { }, stopping);
        if (outcome.Refusal.Length > 0)
        {
            FeedLog.Refused(logger, outcome.Refusal);
        }
        else
        {
            FeedLog.Updated(logger, outcome.Generation ?? "", outcome.Reports.Count, clock.GetElapsedTime(started));
        }
    }

    private async Task<string> DownloadAsync(string database, FeedSelection selection, CancellationToken stopping)
    {
        if (_feeds.Mirror.Length > 0 && FeedUpdate.IsDirectory(_feeds.Mirror))
        {
            return _feeds.Mirror;
        }

        var cache = Path.Combine(database, "feeds");
        using var http = FeedUpdate.CreateClient();
        var reports = await FeedUpdate.RunAsync(
            http, _feeds.Mirror.Length > 0 ? new Uri(_feeds.Mirror) : null, cache, selection, new FetchOptions(), clock, _ => { }, stopping);
        foreach (var failed in reports.Where(report => report.Outcome == FetchOutcome.Failed))
        {
            FeedLog.NotFetched(logger, failed.Diagnostic?.Message ?? "");
        }

        return cache;
    }
}

/// <summary>What updates tell the operator.</summary>
internal static partial class FeedLog
{
    [LoggerMessage(4211, LogLevel.Information, "Advisories updated to generation {Generation} out of {Sources} sources, in {Elapsed}")]
    public static partial void Updated(ILogger logger, string generation, int sources, TimeSpan elapsed);

    [LoggerMessage(4212, LogLevel.Warning, "Advisories were not replaced: {Reason}")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(4213, LogLevel.Warning, "A document of a feed could not be had, that of the last time is used: {Reason}")]
    public static partial void NotFetched(ILogger logger, string reason);

    [LoggerMessage(4215, LogLevel.Information, "Generation {Generation} pulled from {Registry}: {Blobs} blobs, {Bytes} bytes, in {Elapsed}")]
    public static partial void Pulled(ILogger logger, string generation, string registry, int blobs, long bytes, TimeSpan elapsed);

    [LoggerMessage(4216, LogLevel.Warning, "Nothing could be pulled from {Registry}, the advisories stay as they are: {Reason}")]
    public static partial void NotPulled(ILogger logger, string registry, string reason);

    [LoggerMessage(4214, LogLevel.Error, "Advisories could not be updated; it is tried again")]
    public static partial void NotUpdated(ILogger logger, Exception fault);
}
