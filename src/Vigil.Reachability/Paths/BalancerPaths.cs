using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>Paths from entries over load balancers to their targets (R68 to R87).</summary>
internal sealed class BalancerPaths(Network network, BorderIndex borders, GroupIndex groups, BalancerSetup setup, TargetIndex targets)
{
    private HashSet<string> _needs = [];

    /// <summary>What is open over a load balancer.</summary>
    public BalancerAnswer Of(Balancer balancer)
    {
        var exposures = new BalancedExposures();
        _needs = new(StringComparer.Ordinal) { balancer.Id };
        foreach (var front in balancer.IsActive && balancer.Kind != BalancerKind.Gateway ? FrontsOf(balancer) : [])
        {
            var nodes = UsedNodesOf(balancer);
            foreach (var node in nodes)
            {
                var border = borders.Of(node.Site.Subnet.VpcId);
                foreach (var entry in border.Entries)
                {
                    var destination = new Destination(node.Site, node.Addresses.First, node.IsPublic);
                    if (entry.Towards(destination, front.Transport) is { } approach
                        && Take(balancer, node, front.Port, border.At(approach, node.Site)) is { } relay)
                    {
                        Spread(relay, front, nodes, exposures);
                    }
                }
            }
        }

        return new(balancer, exposures.ToArray(), _needs);
    }

    /// <summary>The requests that a node takes at a port (R70); <see langword="null"/> for none.</summary>
    private Relay? Take(Balancer balancer, Node node, ushort port, Gate gate)
    {
        var component = new Component(balancer.Id, balancer.Kind == BalancerKind.Classic ? Component.ClassicLoadBalancer : Component.LoadBalancer);
        if (balancer.Kind == BalancerKind.Network && balancer.GroupIds.IsEmpty)
        {
            var all = gate.Requests.AddressesAt(port);
            return all.IsEmpty ? null : new(balancer, node, port, gate, all, [new(component, null, null)]);
        }

        var (clients, first) = (AddressSet.Empty, default(GroupFilter));
        foreach (var id in balancer.GroupIds)
        {
            if (UsedGroup(id) is { } group
                && group.SendersOf(gate.Requests, gate.Transport, gate.References, new(port, port)) is { IsEmpty: false } allowed)
            {
                (clients, first) = (clients.Union(allowed), first ?? group);
            }
        }

        return first is null ? null : new(balancer, node, port, gate, clients, [new(new(first.Id, Component.SecurityGroup), null, null), new(component, null, null)]);
    }

    private void Spread(Relay relay, Front front, List<Node> nodes, BalancedExposures exposures)
    {
        foreach (var group in front.Groups)
        {
            var crossZone = setup.IsCrossZone(relay.Balancer, group.Id);
            foreach (var target in front.ClassicTargets ?? targets.Of(group))
            {
                _needs.Add(target.Id);
                if (group.TargetType == "ip" && targets.Find(group, target) is { } named)
                {
                    // the address is the target, and its instance decides
                    _needs.Add(named.Interface.InstanceId);
                }

                if (group.TargetType == "alb")
                {
                    SpreadAgain(relay, group, target, crossZone, exposures);
                }
                else if (targets.PointOf(group, target) is { } point && (target.Port ?? group.Port) is { } port
                    && (crossZone ? nodes.Exists(node => node.Site.Zone == point.Site.Zone) : relay.Node.Site.Zone == point.Site.Zone))
                {
                    Deliver(relay, group, point, port, exposures);
                }
            }
        }
    }

    /// <summary>A network load balancer before an application load balancer (R82).</summary>
    private void SpreadAgain(Relay relay, TargetGroup group, Target target, bool crossZone, BalancedExposures exposures)
    {
        if (relay.Balancer.Kind != BalancerKind.Network || (target.Port ?? group.Port) is not { } port
            || !network.Index.Balancers.TryGetValue(target.Id, out var second) || second is not { Kind: BalancerKind.Application, IsActive: true })
        {
            return;
        }

        var nodes = UsedNodesOf(second);
        var fronts = FrontsOf(second).FindAll(front => front.Port == port && front.Transport == relay.Before.Transport);
        foreach (var node in nodes)
        {
            if (node.IsIPv4 == relay.Node.IsIPv4 && (crossZone || node.Site.Zone == relay.Node.Site.Zone)
                && Take(second, node, port, Kept(relay, group, node.Site)) is { } again)
            {
                fronts.ForEach(front => Spread(again, front, nodes, exposures));
            }
        }
    }

    private void Deliver(Relay relay, TargetGroup group, TargetPoint point, ushort port, BalancedExposures exposures)
    {
        Need(point.Site);
        var isIPv4 = point.Address.Block.IsIPv4;
        var kept = relay.Node.IsIPv4 == isIPv4 && setup.KeepsClient(relay.Balancer, group);
        if (!kept && (NodeFor(relay, isIPv4) is not { } sender || !MayLeave(relay.Balancer, point, port, relay.Before.Transport)))
        {
            return;
        }

        var gate = kept ? Kept(relay, group, point.Site) : Renewed(relay with { Node = NodeFor(relay, isIPv4)! }, group, point);
        foreach (var id in point.Interface.GroupIds)
        {
            if (UsedGroup(id) is { } filter
                && !filter.SendersOf(gate.Requests, gate.Transport, gate.References, new(port, port)).IsEmpty)
            {
                exposures.Add(new(new(gate, filter, new(port, port)), point.Station, point.AddressNumber), group.Id);
            }
        }
    }

    /// <summary>Requests that keep the client's address, at the border of a subnet (R78, R79).</summary>
    private Gate Kept(Relay relay, TargetGroup group, Site site)
    {
        var gate = relay.Before.Forwarded(relay, [.. relay.Hops, .. StepOf(group)], new BalancerScope(relay.Balancer, relay.Node, relay.Before.References));
        return site.Subnet.Id == relay.Node.Site.Subnet.Id ? gate
            : gate.Through(new Hop(new(site.Acl.Id, Component.NetworkAcl), site.Acl.Inbound(gate.Transport), site.Acl.Outbound(gate.Transport)));
    }

    /// <summary>A flow of the node's own, at the border of the target's subnet (R74, R83).</summary>
    private static Gate Renewed(Relay relay, TargetGroup group, TargetPoint point)
    {
        var gate = relay.Before.Relayed(relay, [.. relay.Hops, .. StepOf(group)], new BalancerScope(relay.Balancer, relay.Node, ReferenceScope.None));
        var (here, there, to, transport) = (relay.Node.Site, point.Site, point.Address.Block.First, gate.Transport);
        return here.Subnet.Id == there.Subnet.Id && relay.Balancer.Kind != BalancerKind.Classic ? gate : gate.Through(
            new Hop(new(here.Acl.Id, Component.NetworkAcl),
                PacketSet.Of(relay.Nodes, here.Acl.Outbound(transport).PortsAt(to)), PacketSet.Of(relay.Nodes, here.Acl.Inbound(transport).PortsAt(to))),
            new Hop(new(there.Acl.Id, Component.NetworkAcl), there.Acl.Inbound(transport), there.Acl.Outbound(transport)));
    }

    /// <summary>The node that speaks to targets of a family: the one that took the request, or its other address in the same subnet.</summary>
    private Node? NodeFor(Relay relay, bool isIPv4) => relay.Node.IsIPv4 == isIPv4 ? relay.Node
        : setup.NodesOf(relay.Balancer).Find(node => node.IsIPv4 == isIPv4 && node.Site == relay.Node.Site);

    private bool MayLeave(Balancer balancer, TargetPoint point, ushort port, Transport transport) =>
        (balancer.Kind == BalancerKind.Network && balancer.GroupIds.IsEmpty)
        || balancer.GroupIds.Any(id => UsedGroup(id)?.AllowsTo(point.Address.Block.First, point.Interface.GroupIds, transport, port) == true);

    private GroupFilter? UsedGroup(string id)
    {
        _needs.Add(id);
        return groups.Judging(id).Filter;
    }

    private List<Front> FrontsOf(Balancer balancer)
    {
        _needs.UnionWith(setup.NamedBy(balancer));
        return setup.FrontsOf(balancer);
    }

    private List<Node> UsedNodesOf(Balancer balancer)
    {
        _needs.UnionWith(balancer.SubnetIds);
        _needs.Add(balancer.InterfaceDescription);
        var nodes = setup.NodesOf(balancer);
        nodes.ForEach(node => Need(node.Site));
        return nodes;
    }

    private void Need(Site site)
    {
        _needs.Add(site.Subnet.Id);
        _needs.Add(site.Subnet.VpcId);
    }

    private static Hop[] StepOf(TargetGroup group) => group.Id.Length == 0 ? [] : [new(new(group.Id, Component.TargetGroup), null, null)];
}
