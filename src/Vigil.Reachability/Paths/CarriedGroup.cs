using Vigil.Reachability.Networks;

namespace Vigil.Reachability.Paths;

/// <summary>A security group with those who carry it, and what it opens to them: told once for all interfaces behind the same gate.</summary>
internal sealed class CarriedGroup(string id)
{
    private readonly Dictionary<Gate, Opening[]> _openings = [];

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
        if (!_openings.TryGetValue(gate, out var openings))
        {
            _openings.Add(gate, openings = Filter is null ? [] : Opening.Of(gate, Filter));
        }

        return openings;
    }

    /// <summary>Forgets what it opens, since something that decides on it has changed.</summary>
    public void Forget() => _openings.Clear();
}
