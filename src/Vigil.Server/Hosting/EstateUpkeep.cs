using Vigil.Storage;
using Vigil.Storage.Rules;

namespace Vigil.Server.Hosting;

/// <summary>What the estate needs from time to time: findings weighed by rules that changed, and what was kept long enough deleted.</summary>
internal sealed class EstateUpkeep(RuleWeighing rules, Retention retention, TimeProvider clock, ILogger<EstateUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var cleaned = DateTimeOffset.MinValue;
        do
        {
            try
            {
                rules.Run(() => { }, stoppingToken);
                if (clock.GetUtcNow() - cleaned >= RetentionInterval)
                {
                    retention.Run(() => { }, stoppingToken);
                    cleaned = clock.GetUtcNow();
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                UpkeepLog.Failed(logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

/// <summary>What upkeep tells the operator.</summary>
internal static partial class UpkeepLog
{
    [LoggerMessage(4301, LogLevel.Error, "Upkeep of the estate failed; it is tried again")]
    public static partial void Failed(ILogger logger, Exception fault);
}
