using Vigil.Reachability.Inspection;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>A peering connection, seen from one of its sides (R5, R42 to R46).</summary>
internal sealed class PeeringEntry(PeeringConnection peering, PeeringSide here, PeeringSide there, Network network, GroupIndex groups, ReachabilityOptions options) : Entry
{
    private readonly Dictionary<(AddressSet Clients, Transport Transport), Approach> _approaches = [];
    private readonly AddressSet _clients = AddressSpace.SetOf(there.Blocks).Except(network.BlocksOf(here.VpcId));
    private readonly PeeringScope _references = new(peering, here, there, network, groups);
    private readonly Dictionary<bool, AddressSet> _families = [];
    private readonly Lazy<List<(Subnet Subnet, RoutingTable Table)>> _tablesThere = new(() =>
    [
        .. from subnet in network.Index.Subnets.Values
           where subnet.VpcId == there.VpcId
           let table = network.TableOf(subnet)
           where table is not null
           select (subnet, table),
    ]);

    public override Component Component { get; } = new(peering.Id, Component.Peering);

    public override bool IsUniform => !options.RequirePeerRoute;

    public override Approach? Towards(in Destination destination, Transport transport, List<Obstacle>? obstacles = null)
    {
        var isIPv4 = Address.IsIPv4(destination.Address);
        if (!_families.TryGetValue(isIPv4, out var clients))
        {
            clients = _clients.Intersect(AddressSpace.Family(isIPv4));
            _families.Add(isIPv4, clients);
        }

        if (options.RequirePeerRoute)
        {
            clients = clients.Intersect(RoutedFrom(destination.Address));
        }

        if (clients.IsEmpty)
        {
            obstacles?.Add(new(Component, $"no client of {there.VpcId} can send to {Address.Format(destination.Address)} over this connection",
                options.RequirePeerRoute ? $"in the tables of {there.VpcId}: route {Address.Format(destination.Address)} to {peering.Id}" : "add a block of this family to the peer network"));
            return null;
        }

        if (!_approaches.TryGetValue((clients, transport), out var approach))
        {
            approach = new(this, transport, clients, peering.Id) { References = _references, Everybody = AddressSpace.Unicast(isIPv4) };
            _approaches.Add((clients, transport), approach);
        }

        return approach;
    }

    /// <summary>Subnets of the peer whose own tables lead here.</summary>
    private AddressSet RoutedFrom(UInt128 destination)
    {
        if (_tablesThere.Value.Count == 0)
        {
            network.Diagnostics.Add(ReachabilityCodes.Missing, there.VpcId, "no route table of this peer is in the snapshot: nothing is reported that comes from it");
        }

        return AddressSpace.SetOf(_tablesThere.Value
            .Where(pair => pair.Table.RouteOf(destination) is { } route && route.LeadsTo(peering.Id))
            .SelectMany(pair => pair.Subnet.Blocks));
    }
}

/// <summary>Groups named across a peering connection (R45).</summary>
internal sealed class PeeringScope(PeeringConnection peering, PeeringSide here, PeeringSide there, Network network, GroupIndex groups) : ReferenceScope
{
    private readonly bool _sameRegion = here.Region.Length == 0 || there.Region.Length == 0 || here.Region == there.Region;

    public override IEnumerable<Prefix> MembersOf(GroupReference reference, SecurityGroup by)
    {
        if (!_sameRegion || reference.PeeringStatus is "deleted" or "failed" or "expired" or "rejected" || (reference.PeeringId.Length > 0 && reference.PeeringId != peering.Id))
        {
            return [];
        }

        if (network.Index.Groups.TryGetValue(reference.GroupId, out var group))
        {
            return group.VpcId != there.VpcId ? [] : groups.MembersOf(group.Id, by)
                .Where(member => member.VpcId == there.VpcId)
                .SelectMany(member => member.Addresses.Select(address => address.Block));
        }

        if (!IsForeign(reference, by))
        {
            network.Diagnostics.Add(ReachabilityCodes.Missing, reference.GroupId, $"this group is not in the snapshot, and {by.Id} names it: the rule matches nobody");
            return [];
        }

        network.Diagnostics.Add(ReachabilityCodes.Assumed, reference.GroupId,
            $"this group of another account is not in the snapshot: some address of {there.VpcId} is assumed to have it ({by.Id}, {peering.Id})");
        return there.Blocks;
    }

    private bool IsForeign(GroupReference reference, SecurityGroup by)
    {
        var own = by.OwnerId.Length > 0 ? by.OwnerId : here.OwnerId;
        return (reference.VpcId.Length == 0 || reference.VpcId == there.VpcId)
            && (reference.UserId.Length > 0 ? reference.UserId != own && (there.OwnerId.Length == 0 || reference.UserId == there.OwnerId) : there.OwnerId != own);
    }
}
