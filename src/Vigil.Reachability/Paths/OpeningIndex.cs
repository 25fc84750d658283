using Vigil.Reachability.Networks;

namespace Vigil.Reachability.Paths;

/// <summary>What groups open behind gates, told once for all interfaces that share both.</summary>
internal sealed class OpeningIndex
{
    private readonly Dictionary<GroupFilter, Dictionary<Gate, Opening[]>> _openings = [];

    /// <summary>Ranges that neither touch nor overlap (R94).</summary>
    public Opening[] Of(Gate gate, GroupFilter group)
    {
        if (!_openings.TryGetValue(group, out var behind))
        {
            _openings.Add(group, behind = []);
        }

        if (!behind.TryGetValue(gate, out var openings))
        {
            behind.Add(gate, openings = Opening.Of(gate, group));
        }

        return openings;
    }

    /// <summary>Forgets what a group opens.</summary>
    public void Forget(GroupFilter group) => _openings.Remove(group);
}
