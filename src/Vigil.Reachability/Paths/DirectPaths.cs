using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>Paths from entries straight to the interfaces of instances.</summary>
internal sealed class DirectPaths(Network network, EntryIndex entries, GateIndex gates)
{
    /// <summary>What is open at an interface; none when it belongs to no instance that runs (R11, R12).</summary>
    public List<Exposure> Of(NetworkInterface one)
    {
        var exposures = new List<Exposure>();
        if (one.InstanceId.Length == 0 || !IsRunning(one) || network.SiteOf(one.SubnetId) is not { } site)
        {
            return exposures;
        }

        foreach (var entry in entries.Of(site.Subnet.VpcId))
        {
            AddThrough(entry, Transport.Tcp, one, site, exposures);
            AddThrough(entry, Transport.Udp, one, site, exposures);
        }

        return exposures;
    }

    private void AddThrough(Entry entry, Transport transport, NetworkInterface one, Site site, List<Exposure> exposures)
    {
        var known = exposures.Count;
        foreach (var address in one.Addresses)
        {
            if (entry.Towards(DestinationOf(address, site), transport) is not { } approach)
            {
                continue;
            }

            var gate = gates.At(approach, site);
            // another address behind the same gate is the same path
            if (gate.Requests.IsEmpty || exposures.FindIndex(known, other => other.Opening.Gate == gate) >= 0)
            {
                continue;
            }

            foreach (var id in one.GroupIds)
            {
                if (network.GroupOf(id) is { } group)
                {
                    foreach (var opening in gate.OpenedBy(group))
                    {
                        exposures.Add(new(opening, one, address));
                    }
                }
            }
        }
    }

    public static Destination DestinationOf(InterfaceAddress address, Site site) => new(
        site, address.Block.First, address.Block.IsIPv4 ? address.PublicAddress.Length > 0 : AddressSpace.Global6.Contains(address.Block.First));

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
