using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Vigil.Storage.Work;

namespace Vigil.Server.Work;

/// <summary>Takes due work and gives it to its worker: so much at a time, and one place always free for work that somebody waits for.</summary>
internal sealed class WorkPump(WorkList list, IEnumerable<IWorker> workers, IOptions<WorkOptions> options, TimeProvider clock, ILogger<WorkPump> logger) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Dictionary<string, IWorker> _workers = workers.ToDictionary(worker => worker.Kind, StringComparer.Ordinal);
    private readonly Dictionary<HeldWork, Task> _running = [];
    private readonly Lock _taking = new();

    // reasons to look: a second went by, or a place became free
    private readonly Channel<bool> _looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>This process, among those that share the list.</summary>
    public string Name { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        list.Ask([.. _workers.Values.SelectMany(worker => worker.Always)]);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = clock.CreateTimer(_ => _looks.Writer.TryWrite(true), state: null, LookAround, LookAround);
        try
        {
            await foreach (var _ in _looks.Reader.ReadAllAsync(stoppingToken))
            {
                Look(() => _looks.Writer.TryWrite(true), stoppingToken);
            }
        }
        finally
        {
            await Ends();
        }
    }

    /// <summary>Takes what is due and sees it through, and nothing that becomes due meanwhile.</summary>
    /// <returns>Whether there was anything; if so, there may be more.</returns>
    internal async Task<bool> RunDueAsync(CancellationToken stopping)
    {
        Look(() => { }, stopping);
        Task[] running;
        lock (_taking)
        {
            running = [.. _running.Values];
        }

        await Task.WhenAll(running);
        return running.Length > 0;
    }

    private void Look(Action placeBecameFree, CancellationToken stopping)
    {
        lock (_taking)
        {
            try
            {
                foreach (var work in Take())
                {
                    _running[work] = RunAsync(work, placeBecameFree, stopping);
                }
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                WorkLog.NotTaken(logger, fault);
            }
        }
    }

    private Task Ends()
    {
        lock (_taking)
        {
            return Task.WhenAll(_running.Values);
        }
    }

    private IReadOnlyList<HeldWork> Take()
    {
        var places = options.Value.EffectiveParallel - _running.Count;
        return places > 0
            ? list.Take(Name, WorkLane.Bulk, places, options.Value.Lease)
            : list.Take(Name, WorkLane.Interactive, places + 1, options.Value.Lease);
    }

    private async Task RunAsync(HeldWork work, Action placeBecameFree, CancellationToken stopping)
    {
        await Task.Yield();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewal = RenewAsync(work, lost);
        try
        {
            var again = await WorkerOf(work).RunAsync(work, lost.Token);
            list.Finish(work, again);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            GiveBack(work);
        }
        catch (WorkException fault)
        {
            WorkLog.Refused(logger, work.Item.Kind, work.Item.Subject, fault.Message);
            Fail(work, fault.Message, fault.RetryAt ?? clock.GetUtcNow() + PauseAfter(work.Attempts));
        }
        catch (Exception fault)
        {
            WorkLog.Failed(logger, fault, work.Item.Kind, work.Item.Subject);
            Fail(work, "a fault in the server; it is in its log", clock.GetUtcNow() + PauseAfter(work.Attempts));
        }
        finally
        {
            await lost.CancelAsync();
            await renewal;
            lock (_taking)
            {
                _running.Remove(work); // after it was put there
            }

            placeBecameFree();
        }
    }

    // a process that stops does not leave its work to the end of the lease
    private void GiveBack(HeldWork work) => Fail(work, "", clock.GetUtcNow());

    private void Fail(HeldWork work, string error, DateTimeOffset retryAt)
    {
        try
        {
            list.Fail(work, error, retryAt);
        }
        catch (Exception fault)
        {
            WorkLog.NotTaken(logger, fault); // it is due again at the end of the lease
        }
    }

    private async Task RenewAsync(HeldWork work, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(options.Value.Lease / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(lost.Token))
            {
                if (!TryRenew(work))
                {
                    await lost.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the work is at its end
        }
    }

    // a database that is away for a moment does not end the work: whether somebody else has it is known when it is back
    private bool TryRenew(HeldWork work)
    {
        try
        {
            return list.Renew(work, options.Value.Lease);
        }
        catch (Exception fault)
        {
            WorkLog.NotTaken(logger, fault);
            return true;
        }
    }

    private IWorker WorkerOf(HeldWork work) => _workers.GetValueOrDefault(work.Item.Kind)
        ?? throw new WorkException($"this process has no worker for {work.Item.Kind}: it belongs to another version");

    // 1 s, 2 s, 4 s … an hour
    private static TimeSpan PauseAfter(int attempts)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempts - 1, 20)));
        return pause < LongestPause ? pause : LongestPause;
    }
}

/// <summary>What work tells the operator.</summary>
internal static partial class WorkLog
{
    [LoggerMessage(4120, LogLevel.Error, "{Kind} {Subject} failed by a fault of the server")]
    public static partial void Failed(ILogger logger, Exception fault, string kind, string subject);

    [LoggerMessage(4121, LogLevel.Warning, "{Kind} {Subject} is tried again later: {Reason}")]
    public static partial void Refused(ILogger logger, string kind, string subject, string reason);

    [LoggerMessage(4122, LogLevel.Error, "The list of work could not be read or written; it is tried again")]
    public static partial void NotTaken(ILogger logger, Exception fault);
}
