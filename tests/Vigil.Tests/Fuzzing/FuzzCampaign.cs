using System.Globalization;

namespace Vigil.Tests.Fuzzing;

/// <summary>
/// Many cases for many parsers, on every processor, the parser with the fewest first. What was reached is kept in a file, from which the next start goes on;
/// whatever was wrong stands in a file beside it. One look a second is enough to see a parser that does not come back.
/// </summary>
/// <param name="targets">The parsers.</param>
/// <param name="casesEach">How many cases each of them gets.</param>
/// <param name="state">The file; <see langword="null"/> to keep nothing.</param>
internal sealed class FuzzCampaign(IReadOnlyList<FuzzTarget> targets, long casesEach, string? state)
{
    private const int CasesOfRun = 10_000, MaxFaults = 100;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), MaxTime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _done = targets.ToDictionary(target => target.Name, _ => 0L, StringComparer.Ordinal);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    /// <summary>Runs until every parser has had its cases, a parser does not come back, or too much is wrong.</summary>
    /// <param name="threads">How many cases run at a time.</param>
    /// <returns>What was wrong, a line each.</returns>
    public IReadOnlyList<string> Run(int threads)
    {
        Load();
        var workers = Enumerable.Range(0, threads).Select(_ => new FuzzWorker()).ToArray();
        var running = Array.ConvertAll(workers, worker => new Thread(() => Work(worker)) { IsBackground = true });
        Array.ForEach(running, thread => thread.Start());
        var seen = Array.ConvertAll(workers, _ => (Begun: 0L, Used: TimeSpan.Zero));
        while (!Array.TrueForAll(running, thread => thread.Join(Look)))
        {
            Save();
            for (var at = 0; at < threads; at++)
            {
                // by the processor, because on a busy machine the clock runs on while nothing is done
                var used = Environment.CpuUsage.TotalTime;
                seen[at] = workers[at].Begun == seen[at].Begun ? seen[at] : (workers[at].Begun, used);
                if (running[at].IsAlive && used - seen[at].Used > MaxTime * threads)
                {
                    Found($"{workers[at].AtHand} does not come back");
                    return _faults;
                }
            }
        }

        Save();
        return _faults;
    }

    private void Work(FuzzWorker worker)
    {
        while (Next() is var (target, done) && target is not null)
        {
            var cases = (int)Math.Min(CasesOfRun, casesEach - done);
            worker.Run(target, (int)(done / CasesOfRun), cases, Found);
            lock (_lock)
            {
                _done[target.Name] += cases;
                _busy.Remove(target.Name);
            }
        }
    }

    private (FuzzTarget? Target, long Done) Next()
    {
        lock (_lock)
        {
            var target = _faults.Count >= MaxFaults ? null
                : targets.Where(target => !_busy.Contains(target.Name) && _done[target.Name] < casesEach).MinBy(target => _done[target.Name]);
            if (target is null)
            {
                return (null, 0);
            }

            _busy.Add(target.Name);
            return (target, _done[target.Name]);
        }
    }

    private void Found(string fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
            if (state is not null)
            {
                File.AppendAllText(state + ".faults", fault.ReplaceLineEndings(" ") + "\n");
            }
        }
    }

    private void Load()
    {
        foreach (var line in state is not null && File.Exists(state) ? File.ReadLines(state) : [])
        {
            var words = line.Split('\t');
            if (_done.ContainsKey(words[0]))
            {
                _done[words[0]] = long.Parse(words[1], CultureInfo.InvariantCulture);
            }
        }
    }

    private void Save()
    {
        if (state is null)
        {
            return;
        }

        lock (_lock)
        {
            File.WriteAllLines(state + ".new", _done.Select(done => FormattableString.Invariant($"{done.Key}\t{done.Value}")));
        }

        File.Move(state + ".new", state, overwrite: true);
    }
}
