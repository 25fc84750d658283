namespace Vigil.Server.Deliveries;

/// <summary>Tells all destinations, each at its own pace: one that is down or slow holds up nobody else.</summary>
internal sealed class DeliveryPump(DestinationShelf shelf, DeliveryRun run, TimeProvider clock, ILogger<DeliveryPump> logger) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAround, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Start(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                DeliveryLog.NotRead(logger, fault);
            }
        }
    }

    private void Start(CancellationToken stopping)
    {
        foreach (var destination in shelf.All)
        {
            if (_running.GetValueOrDefault(destination.ToString()) is null or { IsCompleted: true })
            {
                _running[destination.ToString()] = TellAsync(destination, stopping);
            }
        }
    }

    private async Task TellAsync(OpenDestination destination, CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            while (await run.StepAsync(destination, stopping))
            {
                // there is more
            }
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            DeliveryLog.Failed(logger, fault, destination);
        }
    }
}

/// <summary>What deliveries tell the operator.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(4110, LogLevel.Error, "A delivery to {Destination} failed by a fault of the server")]
    public static partial void Failed(ILogger logger, Exception fault, OpenDestination destination);

    [LoggerMessage(4111, LogLevel.Error, "The destinations could not be read; it is tried again")]
    public static partial void NotRead(ILogger logger, Exception fault);
}
