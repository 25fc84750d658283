using System.Collections.Concurrent;
using Vigil.Storage;

namespace Vigil.Benchmarks;

/// <summary>Those who submit inventories at the same time.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="MachinesPerCall">How many inventories each hands over at once.</param>
internal sealed record Callers(int Count, int MachinesPerCall)
{
    /// <summary>As many as a busy server has requests at once, each from one machine.</summary>
    public static Callers Default { get; } = new(64, 1);

    /// <summary>Submits all; returns when the last is committed.</summary>
    public void Submit(StoredEstate estate, IEnumerable<Submission> submissions)
    {
        var calls = new ConcurrentQueue<Submission[]>(submissions.Chunk(MachinesPerCall));
        Thread[] threads = [.. Enumerable.Range(0, Count).Select(_ => new Thread(() =>
        {
            while (calls.TryDequeue(out var call))
            {
                estate.Submit(call);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
