using Vigil.Reachability.Inspection;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>A transit gateway, seen from one network that is attached to it (R48 to R50).</summary>
/// <param name="side">The gateway and what hangs on it.</param>
/// <param name="network">The network.</param>
internal sealed class TransitEntry(TransitSide side, Network network) : Entry
{
    private readonly Dictionary<(string Sources, string AttachmentSubnet, bool IsIPv4, Transport Transport, PortSet Request, PortSet Reply), Approach> _approaches = [];

    public override Component Component { get; } = new(side.GatewayId, Component.TransitGateway);

    public override bool IsUniform => false;

    public override Approach? Towards(in Destination destination, Transport transport, List<Obstacle>? obstacles = null)
    {
        if (Doors(destination.Site, obstacles) is not [_, ..] doors)
        {
            return null;
        }

        var isIPv4 = Address.IsIPv4(destination.Address);
        var sources = side.IsAssumed ? [] : side.SourcesOf(destination.Address);
        if (!side.IsAssumed && sources.Count == 0)
        {
            obstacles?.Add(new(Component, $"no other attachment of the gateway routes {Address.Format(destination.Address)} to {side.VpcId}", $"in a table of the gateway: route it to {side.AttachmentId}"));
            return null;
        }

        var site = destination.Site;
        var door = doors.Find(one => one is null || one.Subnet.Id == site.Subnet.Id) ?? doors[0];
        var crosses = door is not null && door.Subnet.Id != site.Subnet.Id;
        if (crosses && door!.Table.RouteOf(destination.Address) is not { IsLocal: true })
        {
            obstacles?.Add(new(new(door.Table.Id, Component.RouteTable), $"the table of the attachment's subnet does not deliver {Address.Format(destination.Address)} itself", "route it to local"));
            return null;
        }

        var (request, reply) = crosses
            ? (door!.Acl.Outbound(transport).PortsAt(destination.Address), door.Acl.Inbound(transport).PortsAt(destination.Address))
            : (PortSet.All, PortSet.All);
        if (obstacles is not null && side.ClientsFrom(sources, isIPv4).IsEmpty)
        {
            obstacles.Add(new(side.Table is { } ours ? new(ours.Id, Component.TransitTable) : Component, "it routes no reply to an attachment that requests come from", $"in the table of {side.AttachmentId}: route clients to {string.Join(" or ", sources.Select(source => source.Id))}"));
            return null;
        }

        var key = (string.Join(' ', sources.Select(source => source.Id)), crosses ? door!.Subnet.Id : "", isIPv4, transport, request, reply);
        if (_approaches.TryGetValue(key, out var known))
        {
            return known;
        }

        var all = AddressSpace.Family(isIPv4);
        var clients = side.ClientsFrom(sources, isIPv4).Except(network.BlocksOf(side.VpcId));
        var approach = new Approach(this, transport, clients, side.GatewayId)
        {
            Hops =
            [
                .. side.Table is { } table ? [new Hop(new(table.Id, Component.TransitTable), null, PacketSet.Of(clients, PortSet.All))] : Array.Empty<Hop>(),
                .. crosses ? [new Hop(new(door!.Acl.Id, Component.NetworkAcl), PacketSet.Of(all, request), PacketSet.Of(all, reply))] : Array.Empty<Hop>(),
            ],
            Everybody = AddressSpace.Unicast(isIPv4).Except(network.BlocksOf(side.VpcId)),
            References = side.ReferencesFrom(sources),
            Assumed = side.IsAssumed ? $"the routes of {side.GatewayId} are another account's and are assumed to lead here" : "",
        };
        _approaches.Add(key, approach);
        return approach;
    }

    /// <summary>The subnets of the zone through which packets come; one <see langword="null"/> when they are not known (R50).</summary>
    private List<Site?> Doors(Site site, List<Obstacle>? obstacles)
    {
        if (side.Attachment is not { } attachment)
        {
            return [null];
        }

        var doors = attachment.SubnetIds.Select(network.SiteOf).Where(door => door is not null && door.Zone == site.Zone).ToList();
        doors.ForEach(door => door!.IsPassed = true);
        if (doors.Count == 0)
        {
            obstacles?.Add(new(Component, $"the attachment {attachment.Id} has no subnet in zone {site.Zone}", $"add a subnet of zone {site.Zone} to {attachment.Id}"));
        }

        return doors;
    }
}
