using System.Runtime;

namespace Vigil.Cli.Agent;

/// <summary>
/// Keeps the heap small while an inventory is taken. The collector lets garbage stand as long as it fits the processor's cache, which makes scans fast; nobody waits for an
/// agent, and it takes room from what the host is there for.
/// </summary>
internal sealed class HeapWatch : IDisposable
{
    private const long Growth = 4 << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly Timer _timer;
    private long _kept;

    public HeapWatch()
    {
        _kept = GC.GetTotalMemory(forceFullCollection: false);
        _timer = new Timer(_ => Look(), state: null, Interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends, and gives back what is left over: hours pass until the next inventory.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        Collect();
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private void Look()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > _kept + Growth)
        {
            Collect();
            _kept = GC.GetTotalMemory(forceFullCollection: false);
        }

        try
        {
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // the inventory is taken
        }
    }
}
