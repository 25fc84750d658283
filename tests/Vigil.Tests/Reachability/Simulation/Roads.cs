using System.Text;
using Vigil.Reachability;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Tests.Reachability.Simulation;

/// <summary>The ways from each entry to an address, as conditions on single packets (R30 to R50).</summary>
internal sealed class Roads(PacketSimulator simulator, Snapshot snapshot, ReachabilityOptions options)
{
    private static readonly Prefix[] NeverOnTheInternet =
        [.. new[] { "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3" }.Select(Block)];

    private static readonly Prefix[] NoHosts = [.. new[] { "0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "fe80::/10", "ff00::/8" }.Select(Block)];

    public IEnumerable<Road> To(UInt128 address, bool isPublic, Subnet subnet, Transport transport)
    {
        var vpc = snapshot.Vpcs.Single(vpc => vpc.Id == subnet.VpcId);
        bool IsOutside(UInt128 client) => !vpc.Blocks.Any(block => block.Contains(client));
        var mode = subnet.BlockPublicAccess.Length > 0 ? subnet.BlockPublicAccess : vpc.BlockPublicAccess;
        if (isPublic && mode is not ("block-ingress" or "block-bidirectional"))
        {
            foreach (var gateway in snapshot.InternetGateways.Where(gateway => gateway.VpcIds.Contains(vpc.Id)))
            {
                if (ThroughEdge(gateway.Id, client => IsOutside(client) && IsOnInternet(client), address, subnet, transport) is { } road)
                {
                    yield return road;
                }
            }
        }

        foreach (var gateway in snapshot.VpnGateways.Where(gateway => gateway.VpcIds.Contains(vpc.Id)))
        {
            if (ThroughEdge(gateway.Id, client => IsOutside(client) && IsHost(client), address, subnet, transport) is { } road)
            {
                yield return road;
            }
        }

        foreach (var peering in snapshot.Peerings.Where(peering => peering.IsActive))
        {
            var there = peering.Requester.VpcId == vpc.Id ? peering.Accepter : peering.Requester;
            var sameRegion = peering.Requester.Region == peering.Accepter.Region;
            yield return Straight(peering.Id, peering.Id, client => there.Blocks.Any(block => block.Contains(client)) && (!options.RequirePeerRoute || IsRouted(there.VpcId, client, address, peering.Id)),
                subnet, transport, (reference, client) => sameRegion && MeansAcross(peering, there, reference, client));
        }

        // a gateway of which nothing but a route is known is another account's (R49)
        if (snapshot.TransitGateways.Count == 0 && snapshot.RouteTables.Exists(table => table.VpcId == vpc.Id && table.Routes.Any(route => route.Targets is ["tgw-1"])))
        {
            yield return Straight("tgw-1", "tgw-1", client => IsOutside(client) && IsHost(client), subnet, transport, (_, _) => false);
        }

        foreach (var road in ThroughTransit(address, subnet, transport, IsOutside))
        {
            yield return road;
        }
    }

    private bool IsRouted(string vpcId, UInt128 client, UInt128 to, string peering) => snapshot.Subnets.Any(subnet =>
        subnet.VpcId == vpcId && subnet.Blocks.Any(block => block.Contains(client)) && simulator.NextFrom(subnet.Id, to)?.Targets is [var target] && target == peering);

    private bool MeansAcross(PeeringConnection peering, PeeringSide there, GroupReference reference, UInt128 client)
    {
        if (reference.PeeringStatus == "deleted" || reference.PeeringId.Length > 0 && reference.PeeringId != peering.Id)
        {
            return false;
        }

        return snapshot.SecurityGroups.Find(group => group.Id == reference.GroupId) is { } group
            ? group.VpcId == there.VpcId && simulator.IsMember(group.Id, there.VpcId, client)
            : reference.UserId != "1" && reference.UserId == there.OwnerId && there.Blocks.Any(block => block.Contains(client));
    }

    /// <summary>Nothing but the subnet itself stands between entry and address.</summary>
    private Road Straight(string entry, string replyTarget, Func<UInt128, bool> isClient, Subnet subnet, Transport transport, Func<GroupReference, UInt128, bool> means) => new(
        entry, isClient,
        (client, port) => simulator.Crosses(subnet.Id, egress: false, transport, client, port),
        (client, port) => simulator.Crosses(subnet.Id, egress: true, transport, client, port) && simulator.NextFrom(subnet.Id, client)?.Targets is [var target] && target == replyTarget,
        means);

    private Road? ThroughEdge(string gateway, Func<UInt128, bool> isClient, UInt128 address, Subnet subnet, Transport transport)
    {
        var straight = Straight(gateway, gateway, isClient, subnet, transport, (_, _) => false);
        if (snapshot.RouteTables.Find(table => table.GatewayIds.Contains(gateway)) is not { } edge)
        {
            return straight;
        }

        if (simulator.Next(edge.Routes, address)?.Targets is not [var target])
        {
            return null;
        }

        if (target == "local")
        {
            return straight;
        }

        var passes = snapshot.Endpoints.Find(endpoint => endpoint.Id == target) is { } endpoint
            ? endpoint.IsFirewall && options.FirewallEndpointsPass
            : options.TraverseMiddleboxes && snapshot.Interfaces.Exists(one => one.Id == target && !one.ChecksDestination);
        // endpoint and appliance are both in the third subnet
        const string Middle = "subnet-3";
        var crosses = subnet.Id != Middle;
        if (!passes || simulator.NextFrom(Middle, address)?.Targets is not ["local"])
        {
            return null;
        }

        return new(
            gateway, isClient,
            (client, port) => simulator.Crosses(Middle, egress: false, transport, client, port)
                && (!crosses || simulator.Crosses(Middle, egress: true, transport, address, port)) && straight.Request(client, port),
            (client, port) => simulator.Crosses(subnet.Id, egress: true, transport, client, port)
                && simulator.NextFrom(subnet.Id, client)?.Targets is [var back] && back == target
                && (!crosses || simulator.Crosses(Middle, egress: false, transport, address, port))
                && simulator.NextFrom(Middle, client)?.Targets is [var outward] && outward == gateway && simulator.Crosses(Middle, egress: true, transport, client, port),
            (_, _) => false);
    }

    private IEnumerable<Road> ThroughTransit(UInt128 address, Subnet subnet, Transport transport, Func<UInt128, bool> isOutside)
    {
        foreach (var gateway in snapshot.TransitGateways)
        {
            var here = snapshot.TransitVpcAttachments.Find(one => one.VpcId == subnet.VpcId);
            var own = snapshot.TransitAttachments.Find(one => one.Id == here?.Id && one.IsAvailable);
            var doors = here?.SubnetIds.Where(door => simulator.SubnetOf(door).Zone == subnet.Zone).ToList();
            if (own is null || doors is not [_, ..])
            {
                continue;
            }

            var door = doors.Find(one => one == subnet.Id) ?? doors[0];
            if (door != subnet.Id && simulator.NextFrom(door, address)?.Targets is not ["local"])
            {
                continue;
            }

            var straight = Straight(gateway.Id, gateway.Id, _ => true, subnet, transport, (_, _) => false);
            foreach (var source in snapshot.TransitAttachments.Where(one => one.Id != own.Id && one.IsAvailable && Leads(one.RouteTableId, address, own.Id)))
            {
                var behind = source.ResourceType == "vpc" ? snapshot.Vpcs.Single(vpc => vpc.Id == source.ResourceId) : null;
                var named = here!.ResolvesGroups && gateway.ResolvesGroups && snapshot.TransitVpcAttachments.Exists(one => one.Id == source.Id && one.ResolvesGroups);
                yield return straight with
                {
                    IsClient = client => isOutside(client) && (behind is null ? IsHost(client) : behind.Blocks.Any(block => block.Contains(client))) && Leads(own.RouteTableId, client, source.Id),
                    Request = (client, port) => straight.Request(client, port) && (door == subnet.Id || simulator.Crosses(door, egress: true, transport, address, port)),
                    Reply = (client, port) => straight.Reply(client, port) && (door == subnet.Id || simulator.Crosses(door, egress: false, transport, address, port)),
                    Means = (reference, client) => named && simulator.IsMember(reference.GroupId, behind!.Id, client),
                };
            }
        }
    }

    private bool Leads(string table, UInt128 address, string attachment) =>
        simulator.Next(snapshot.TransitRouteTables.Single(one => one.Id == table).Routes, address)?.Targets is [var target] && target == attachment;

    private static bool IsOnInternet(UInt128 client) =>
        Address.IsIPv4(client) ? !NeverOnTheInternet.Any(block => block.Contains(client)) : Block("2000::/3").Contains(client);

    private static bool IsHost(UInt128 client) => !NoHosts.Any(block => block.Contains(client));

    private static Prefix Block(string text) => Prefix.TryParse(Encoding.ASCII.GetBytes(text), out var prefix) ? prefix : throw new FormatException(text);
}
