using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Tests.Reachability.Simulation;

/// <summary>A load balancer, one packet at a time (R68 to R86).</summary>
internal sealed class BalancerSimulation(PacketSimulator simulator, Snapshot snapshot, Balancer outer, Transport transport)
{
    internal delegate void Found(string instance, Transport transport, string entry, string via, ushort port, UInt128 client);

    /// <summary>A request at a node: who sent it, what client ports its replies still reach, and whom groups mean that the client's address is judged by.</summary>
    private sealed record Request(string Entry, UInt128 Client, List<ushort> ReplyPorts, Func<GroupReference, UInt128, bool> Means, Balancer Balancer, Subnet Subnet, UInt128 Node);

    public void Run(Found found)
    {
        foreach (var (subnet, node) in NodesOf(outer))
        {
            foreach (var (port, groups) in FrontsOf(outer))
            {
                foreach (var (road, client) in simulator.RoadsTo(node, IsPublic(node), subnet, transport))
                {
                    if (road.Request(client, port) && (IsOpen(outer) || simulator.Allows(outer.GroupIds, client, port, transport, road.Means)))
                    {
                        var replies = simulator.ClientPorts.Where(one => road.Reply(client, one)).ToList();
                        groups.ForEach(group => Spread(new(road.Entry, client, replies, road.Means, outer, subnet, node), group, found));
                    }
                }
            }
        }
    }

    private void Spread(Request request, TargetGroup group, Found found)
    {
        foreach (var target in TargetsOf(request.Balancer, group))
        {
            var port = target.Port ?? group.Port!.Value;
            if (group.TargetType == "alb")
            {
                Again(request, target, port, group, found);
                continue;
            }

            var one = snapshot.Interfaces.First(one => group.TargetType == "ip" ? one.Addresses.Any(known => known.Block.ToString() == $"{target.Id}/32") : one.InstanceId == target.Id);
            if (!simulator.IsOfRunningInstance(one) || one.Addresses.FirstOrDefault(known => known.Block.IsIPv4 != group.IsIPv6) is not { } at)
            {
                continue;
            }

            var there = simulator.SubnetOf(one.SubnetId);
            var zones = request.Balancer.SubnetIds.Select(id => simulator.SubnetOf(id).Zone);
            if (IsCrossZone(request.Balancer, group.Id) ? !zones.Contains(there.Zone) : there.Zone != request.Subnet.Zone)
            {
                continue;
            }

            var keeps = request.Balancer.Kind == BalancerKind.Network && KeepsClient(group) && Address.IsIPv4(request.Client) == at.Block.IsIPv4;
            if (keeps ? ArrivesKept(request, one, there, port) : ArrivesRenewed(request, one, there, at.Block.First, port))
            {
                found(one.InstanceId, transport, request.Entry, outer.Id, port, request.Client);
            }
        }
    }

    private void Again(Request request, Target target, ushort port, TargetGroup group, Found found)
    {
        var inner = snapshot.Balancers.Single(one => one.Id == target.Id);
        foreach (var (subnet, node) in NodesOf(inner).Where(pair => Address.IsIPv4(pair.Node) == Address.IsIPv4(request.Client)))
        {
            if (!IsCrossZone(request.Balancer, group.Id) && subnet.Zone != request.Subnet.Zone)
            {
                continue;
            }

            var crosses = subnet.Id != request.Subnet.Id;
            var replies = request.ReplyPorts.Where(one => !crosses || simulator.Crosses(subnet.Id, egress: true, transport, request.Client, one)).ToList();
            if (replies.Count > 0 && (!crosses || simulator.Crosses(subnet.Id, egress: false, transport, request.Client, port))
                && simulator.Allows(inner.GroupIds, request.Client, port, transport, (reference, from) => Carries(request, reference) || request.Means(reference, from)))
            {
                foreach (var (_, groups) in FrontsOf(inner).Where(front => front.Port == port))
                {
                    groups.ForEach(next => Spread(new(request.Entry, request.Client, replies, (_, _) => false, inner, subnet, node), next, found));
                }
            }
        }
    }

    private bool ArrivesKept(Request request, NetworkInterface one, Subnet there, ushort port)
    {
        var crosses = there.Id != request.Subnet.Id;
        return (!crosses || (simulator.Crosses(there.Id, egress: false, transport, request.Client, port)
                && request.ReplyPorts.Exists(reply => simulator.Crosses(there.Id, egress: true, transport, request.Client, reply))))
            && simulator.Allows(one.GroupIds, request.Client, port, transport, (reference, from) => Carries(request, reference) || request.Means(reference, from));
    }

    private bool ArrivesRenewed(Request request, NetworkInterface one, Subnet there, UInt128 to, ushort port)
    {
        var crosses = there.Id != request.Subnet.Id || request.Balancer.Kind == BalancerKind.Classic;
        return (IsOpen(request.Balancer) || simulator.AllowsOut(request.Balancer.GroupIds, to, one.GroupIds, port, transport))
            && NodesOf(request.Balancer).Where(pair => pair.Subnet == request.Subnet && Address.IsIPv4(pair.Node) == Address.IsIPv4(to)).Any(pair =>
                (!crosses || (simulator.Crosses(request.Subnet.Id, egress: true, transport, to, port) && simulator.Crosses(there.Id, egress: false, transport, pair.Node, port)))
                && (!crosses || RandomNetwork.AllPorts.Any(reply => reply >= 1024
                    && simulator.Crosses(there.Id, egress: true, transport, pair.Node, reply) && simulator.Crosses(request.Subnet.Id, egress: false, transport, to, reply)))
                && simulator.Allows(one.GroupIds, pair.Node, port, transport, (reference, _) => Carries(request, reference)));
    }

    private static bool Carries(Request request, GroupReference reference) => request.Balancer.GroupIds.Contains(reference.GroupId);

    private static bool IsOpen(Balancer balancer) => balancer.Kind == BalancerKind.Network && balancer.GroupIds.IsEmpty;

    private bool IsPublic(UInt128 node) => outer.IsInternetFacing && (!Address.IsIPv4(node) || outer.IpAddressType != "dualstack-without-public-ipv4");

    private List<(Subnet Subnet, UInt128 Node)> NodesOf(Balancer balancer)
    {
        var nodes = new List<(Subnet, UInt128)>();
        foreach (var subnet in balancer.SubnetIds.Select(simulator.SubnetOf))
        {
            var known = snapshot.Interfaces.Where(one => one.SubnetId == subnet.Id && one.Description == balancer.InterfaceDescription).SelectMany(one => one.Addresses).ToList();
            var addresses = known.Count > 0 ? known.Select(address => address.Block.First) : subnet.Blocks.SelectMany(simulator.AddressesIn);
            nodes.AddRange(addresses.Where(address => Address.IsIPv4(address) || balancer.IpAddressType.StartsWith("dualstack", StringComparison.Ordinal)).Select(address => (subnet, address)));
        }

        return nodes;
    }

    private List<(ushort Port, List<TargetGroup> Groups)> FrontsOf(Balancer balancer) => balancer.Kind == BalancerKind.Classic
        ? transport == Transport.Udp ? [] : [.. balancer.ClassicListeners.Select(one => (one.Port, new List<TargetGroup> { new("") { Port = one.InstancePort } }))]
        : [.. snapshot.Listeners.Where(one => one.BalancerId == balancer.Id && one.Transports.HasFlag(transport == Transport.Tcp ? Transports.Tcp : Transports.Udp))
            .Select(one => (one.Port, one.TargetGroupIds.Select(id => snapshot.TargetGroups.Single(group => group.Id == id)).ToList()))];

    private IEnumerable<Target> TargetsOf(Balancer balancer, TargetGroup group) => balancer.Kind == BalancerKind.Classic
        ? balancer.ClassicInstanceIds.Select(id => new Target(id, null, ""))
        : snapshot.TargetHealth.Where(health => health.TargetGroupId == group.Id).SelectMany(health => health.Targets).Where(target => target.State is not ("draining" or "unused"));

    private bool IsCrossZone(Balancer balancer, string group) => Attribute(group, "load_balancing.cross_zone.enabled") is { } value ? value == "true"
        : balancer.Kind == BalancerKind.Application || balancer.ClassicCrossZone;

    private bool KeepsClient(TargetGroup group) => group.Protocol == "TCP_UDP"
        || (Attribute(group.Id, "preserve_client_ip.enabled") is { } value ? value == "true" : group.TargetType == "instance");

    private string? Attribute(string owner, string key) => snapshot.Attributes.Find(one => one.OwnerId == owner)?.Values.GetValueOrDefault(key);
}
