using Vigil.Reachability.Networks;

namespace Vigil.Reachability.Paths;

/// <summary>A security group with those who carry it, and what it opens to them: told once for all interfaces behind the same gate.</summary>
internal sealed class CarriedGroup(string id)
{
    // behind few gates a list is searched faster
    private const int FewGates = 12;

    private readonly List<(Gate Gate, Opening[] Openings)> _openings = [];
    private Dictionary<Gate, Opening[]>? _furtherOpenings;

    public string Id => id;

    /// <summary>Its rules; <see langword="null"/> when it is not in the snapshot.</summary>
    public GroupFilter? Filter
    {
        get;
        set
        {
            field = value;
            Forget();
        }
    }

    /// <summary>The interfaces that carry it.</summary>
    public List<Station> Stations { get; } = [];

    /// <summary>Groups whose openings rest on who carries this one.</summary>
    public HashSet<string> NamedBy => field ??= new(StringComparer.Ordinal);

    /// <summary>Ranges that neither touch nor overlap (R94).</summary>
    public Opening[] Behind(Gate gate)
    {
        foreach (var (known, openings) in _openings)
        {
            if (known == gate)
            {
                return openings;
            }
        }

        if (_furtherOpenings?.TryGetValue(gate, out var further) == true)
        {
            return further;
        }

        var fresh = Filter is null ? [] : Opening.Of(gate, Filter);
        if (_openings.Count < FewGates)
        {
            _openings.Add((gate, fresh));
        }
        else
        {
            (_furtherOpenings ??= []).Add(gate, fresh);
        }

        return fresh;
    }

    /// <summary>Forgets what it opens, since something that decides on it has changed.</summary>
    public void Forget()
    {
        _openings.Clear();
        _furtherOpenings = null;
    }
}
