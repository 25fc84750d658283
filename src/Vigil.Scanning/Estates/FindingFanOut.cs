namespace Vigil.Scanning.Estates;

/// <summary>From the verdicts that a generation changes to the findings that it changes, resource by resource.</summary>
/// <remarks>
/// A finding is open as long as any package of the resource has the flaw, so packages that did not change count too. What a coordinate contributes is
/// worked out when the first resource with it comes along, and only for flaws that changed somewhere: every further resource costs one look at each
/// of its packages. Not for several threads at once.
/// </remarks>
public sealed class FindingFanOut
{
    private readonly Func<int, Standing> _standingOf;
    private readonly Dictionary<int, StandingChange> _changes = [];
    private readonly Trace[]?[] _traces;
    private readonly bool[] _isChanged;
    private readonly Presence[] _found;
    private readonly List<int> _flaws = [];
    private readonly List<Trace> _scratch = [];

    /// <summary>Prepares to follow some changes.</summary>
    /// <param name="changes">Coordinates that are judged otherwise, each once.</param>
    /// <param name="coordinateCount">All coordinates have numbers below this.</param>
    /// <param name="standingOf">Where a coordinate stands that is not among the changes.</param>
    public FindingFanOut(IEnumerable<StandingChange> changes, int coordinateCount, Func<int, Standing> standingOf)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(standingOf);
        _standingOf = standingOf;
        _traces = new Trace[]?[coordinateCount];
        var flaws = new HashSet<int>();
        foreach (var change in changes)
        {
            _changes.Add(change.Coordinate, change);
            flaws.UnionWith(change.Verdicts().Select(verdict => verdict.Vulnerability));
        }

        _isChanged = new bool[flaws.Count == 0 ? 0 : flaws.Max() + 1];
        _found = new Presence[_isChanged.Length];
        foreach (var flaw in flaws)
        {
            _isChanged[flaw] = true;
        }
    }

    /// <summary>What a flaw is to a package, or to a resource, on both sides of the change.</summary>
    [Flags]
    private enum Presence : byte
    {
        None = 0,
        Before = 1,
        After = 2,
        Differs = 4,
    }

    /// <summary>Adds the findings of one resource that change, ascending by their flaw.</summary>
    /// <param name="resource">Its number.</param>
    /// <param name="coordinates">Its packages.</param>
    /// <param name="findings">Receives them.</param>
    public void Follow(int resource, NumberSet coordinates, ICollection<FindingChange> findings)
    {
        ArgumentNullException.ThrowIfNull(coordinates);
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var coordinate in coordinates)
        {
            foreach (var trace in _traces[coordinate] ??= TracesOf(coordinate))
            {
                ref var found = ref _found[trace.Flaw];
                if (found == Presence.None)
                {
                    _flaws.Add(trace.Flaw);
                }

                found |= trace.Presence;
            }
        }

        _flaws.Sort();
        foreach (var flaw in _flaws)
        {
            if (KindOf(_found[flaw]) is { } kind)
            {
                findings.Add(new FindingChange(resource, flaw, kind));
            }

            _found[flaw] = Presence.None;
        }

        _flaws.Clear();
    }

    private static FindingChangeKind? KindOf(Presence presence) => presence switch
    {
        Presence.Differs | Presence.After => FindingChangeKind.Opened,
        Presence.Differs | Presence.Before => FindingChangeKind.Closed,
        Presence.Differs | Presence.Before | Presence.After => FindingChangeKind.Changed,
        _ => null,
    };

    private Trace[] TracesOf(int coordinate)
    {
        _scratch.Clear();
        if (!_changes.TryGetValue(coordinate, out var change))
        {
            AddTraces(_standingOf(coordinate), Presence.Before | Presence.After);
            return [.. _scratch];
        }

        AddTraces(change.Before, Presence.Before);
        AddTraces(change.After, Presence.After);
        foreach (var verdict in change.Verdicts())
        {
            _scratch.Add(new Trace(verdict.Vulnerability, Presence.Differs));
        }

        return [.. _scratch];
    }

    private void AddTraces(Standing standing, Presence presence)
    {
        foreach (var verdict in standing.Verdicts)
        {
            if (verdict.Vulnerability < _isChanged.Length && _isChanged[verdict.Vulnerability])
            {
                _scratch.Add(new Trace(verdict.Vulnerability, presence));
            }
        }
    }

    private readonly record struct Trace(int Flaw, Presence Presence);
}
