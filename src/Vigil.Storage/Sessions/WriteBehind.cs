using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Vigil.Storage.Sessions;

/// <summary>Does one thing after the other on a thread of its own, so that the database writes rows while the next are made. For one caller.</summary>
internal sealed class WriteBehind : IDisposable
{
    // so much is made ahead at most
    private const int MostWaiting = 16;

    private readonly BlockingCollection<Action> _waiting = new(MostWaiting);
    private readonly object _gate = new();
    private readonly Thread _thread;
    private int _open;
    private Exception? _fault;

    public WriteBehind()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "database writer" };
        _thread.Start();
    }

    /// <summary>Hands something over. Once something has failed, nothing more is done until <see cref="Settle"/> has told of it.</summary>
    public void Add(Action write)
    {
        lock (_gate)
        {
            _open++;
        }

        _waiting.Add(write);
    }

    /// <summary>Waits until everything is done.</summary>
    public void Settle()
    {
        Exception? fault;
        lock (_gate)
        {
            while (_open > 0)
            {
                Monitor.Wait(_gate);
            }

            (fault, _fault) = (_fault, null);
        }

        if (fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
    }

    private static Exception? FaultOf(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    private void Work()
    {
        foreach (var write in _waiting.GetConsumingEnumerable())
        {
            // read by this thread, and by the other when nothing is open
            _fault ??= FaultOf(write);
            lock (_gate)
            {
                _open--;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
