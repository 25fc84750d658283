using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>The security groups that somebody carries or names, also those that are not in the snapshot.</summary>
internal sealed class GroupIndex(Network network)
{
    private readonly Dictionary<string, CarriedGroup> _groups = new(network.Index.Groups.Count, StringComparer.Ordinal);
    private readonly Func<string, ImmutableArray<Prefix>> _lists = network.EntriesOf;

    public CarriedGroup Of(string groupId)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, groupId, out _);
        return group ??= new(groupId) { Filter = FilterOf(groupId) };
    }

    /// <summary>A group that decides on packets: when it is not in the snapshot, that is said.</summary>
    public CarriedGroup Judging(string groupId)
    {
        var group = Of(groupId);
        if (group.Filter is null)
        {
            network.Diagnostics.Add(ReachabilityCodes.Missing, groupId, "this security group is not in the snapshot: it allows nothing");
        }

        return group;
    }

    /// <summary>The interfaces that carry a group which a rule of another one names.</summary>
    public IEnumerable<NetworkInterface> MembersOf(string groupId, SecurityGroup by)
    {
        var group = Of(groupId);
        group.NamedBy.Add(by.Id);
        return group.Stations.Select(station => station.Interface);
    }

    /// <summary>Takes over the rules of a group that have changed.</summary>
    public void Refresh(string groupId) => Of(groupId).Filter = FilterOf(groupId);

    private GroupFilter? FilterOf(string groupId) => network.Index.Groups.TryGetValue(groupId, out var known) ? new(known, _lists) : null;
}
