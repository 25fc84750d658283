using System.Runtime.ExceptionServices;

namespace Vigil.Storage.Estates;

/// <summary>Lets callers that wait for the same thing share it: whoever has the turn does the work of all who wait, in one transaction, and nobody returns before it is committed.</summary>
/// <remarks>When the work of several fails, it is done again for each by itself, so that one cannot spoil that of another. For any number of threads.</remarks>
/// <typeparam name="TWork">The work of one caller.</typeparam>
/// <typeparam name="TResult">What becomes of it.</typeparam>
/// <param name="most">How much weight is shared at most; more only when one has it alone.</param>
/// <param name="weightOf">The weight of some work.</param>
/// <param name="perform">Does the work of some callers: all of it or, when it throws, nothing. Gives the results in the same order.</param>
internal sealed class SharedTurns<TWork, TResult>(int most, Func<TWork, int> weightOf, Func<IReadOnlyList<TWork>, IReadOnlyList<TResult>> perform)
{
    private readonly Queue<Caller> _waiting = new();
    private readonly object _gate = new();
    private bool _isTaken;

    /// <summary>Does some work, maybe with that of others.</summary>
    public TResult Do(TWork work)
    {
        var caller = new Caller(work);
        lock (_gate)
        {
            _waiting.Enqueue(caller);
        }

        while (TryTakeTurn(caller, out var callers))
        {
            Perform(callers);
            lock (_gate)
            {
                _isTaken = false;
                Monitor.PulseAll(_gate);
            }
        }

        caller.Fault?.Throw();
        return caller.Result!; // it is done without a fault
    }

    // waits until nobody has the turn or somebody did the work
    private bool TryTakeTurn(Caller caller, out List<Caller> callers)
    {
        callers = [];
        lock (_gate)
        {
            while (_isTaken && !caller.IsDone)
            {
                Monitor.Wait(_gate);
            }

            if (caller.IsDone)
            {
                return false;
            }

            _isTaken = true;
            var weight = 0;
            while (_waiting.TryPeek(out var next) && (callers.Count == 0 || weight + weightOf(next.Work) <= most))
            {
                callers.Add(_waiting.Dequeue());
                weight += weightOf(next.Work);
            }

            return true;
        }
    }

    private void Perform(IReadOnlyList<Caller> callers)
    {
        try
        {
            var results = perform([.. callers.Select(caller => caller.Work)]);
            foreach (var (caller, result) in callers.Zip(results))
            {
                caller.Finish(result, null);
            }
        }
        catch (Exception fault) when (callers.Count == 1)
        {
            callers[0].Finish(default, ExceptionDispatchInfo.Capture(fault));
        }
        catch (Exception)
        {
            foreach (var caller in callers)
            {
                Perform([caller]);
            }
        }
    }

    private sealed class Caller(TWork work)
    {
        public TWork Work => work;

        public TResult? Result { get; private set; }

        public ExceptionDispatchInfo? Fault { get; private set; }

        // looked at under the gate; whoever finishes it passes the gate before anybody looks
        public bool IsDone { get; private set; }

        public void Finish(TResult? result, ExceptionDispatchInfo? fault) => (Result, Fault, IsDone) = (result, fault, true);
    }
}
