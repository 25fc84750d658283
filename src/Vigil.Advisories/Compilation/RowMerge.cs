namespace Vigil.Advisories.Compilation;

/// <summary>Walks over several sorted runs as if they were one.</summary>
internal sealed class RowMerge
{
    private readonly PriorityQueue<RowRun, RowRun> _runs = new(Comparer<RowRun>.Create((left, right) => left.Row.SequenceCompareTo(right.Row)));
    private RowRun? _current;

    public RowMerge(IReadOnlyList<RowRun> runs)
    {
        foreach (var run in runs)
        {
            if (run.MoveNext())
            {
                _runs.Enqueue(run, run);
            }
        }
    }

    /// <summary>The run that holds the row at which the walk stands; valid after <see cref="MoveNext"/>.</summary>
    public RowRun Current => _current ?? throw new InvalidOperationException("The walk has not begun.");

    public bool MoveNext()
    {
        if (_current is not null && _current.MoveNext())
        {
            _runs.Enqueue(_current, _current);
        }

        return _runs.TryDequeue(out _current, out _);
    }
}
