using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>Paths from entries straight to the interfaces of instances.</summary>
internal sealed class DirectPaths(Network network, EntryIndex entries, GateIndex gates, OpeningIndex openings)
{
    private readonly List<Exposure> _exposures = [];
    private readonly List<GroupFilter> _groups = [];
    private readonly List<Gate> _passed = [];

    /// <summary>What is open at an interface; none when it belongs to no instance that runs (R11, R12).</summary>
    /// <param name="one">The interface.</param>
    /// <param name="user">Its number among those who use groups and sites.</param>
    public Exposure[] Of(NetworkInterface one, int user)
    {
        if (one.InstanceId.Length == 0 || !IsRunning(one) || network.SiteOf(one.SubnetId) is not { } site)
        {
            return [];
        }

        _exposures.Clear();
        _groups.Clear();
        site.Users.Add(user);
        foreach (var id in one.GroupIds)
        {
            if (network.GroupOf(id) is { } group && !_groups.Contains(group))
            {
                group.Users.Add(user);
                _groups.Add(group);
            }
        }

        foreach (var entry in entries.Of(site.Subnet.VpcId))
        {
            AddThrough(entry, Transport.Tcp, one, site);
            AddThrough(entry, Transport.Udp, one, site);
        }

        return [.. _exposures];
    }

    /// <summary>Where packets for an address of an interface shall arrive.</summary>
    public static Destination DestinationOf(InterfaceAddress address, Site site) => new(
        site, address.Block.First, address.Block.IsIPv4 ? address.PublicAddress.Length > 0 : AddressSpace.Global6.Contains(address.Block.First));

    private void AddThrough(Entry entry, Transport transport, NetworkInterface one, Site site)
    {
        _passed.Clear();
        foreach (var address in one.Addresses)
        {
            if (entry.Towards(DestinationOf(address, site), transport) is not { } approach)
            {
                continue;
            }

            var gate = gates.At(approach, site);
            // another address behind the same gate is the same path
            if (gate.Requests.IsEmpty || _passed.Contains(gate))
            {
                continue;
            }

            _passed.Add(gate);
            foreach (var group in _groups)
            {
                foreach (var opening in openings.Of(gate, group))
                {
                    _exposures.Add(new(opening, one, address));
                }
            }
        }
    }

    private bool IsRunning(NetworkInterface one)
    {
        if (!network.Index.Instances.TryGetValue(one.InstanceId, out var instance))
        {
            network.Diagnostics.Add(ReachabilityCodes.Missing, one.InstanceId, $"the instance of {one.Id} is not in the snapshot: it is not reported");
            return false;
        }

        return instance.IsRunning;
    }
}
