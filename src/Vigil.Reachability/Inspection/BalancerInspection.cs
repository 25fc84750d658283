using System.Collections.Immutable;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Paths;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Inspection;

/// <summary>Looks at every hop of the closed ways over load balancers that have an instance as a target; of those from one entry over one load balancer, the one that is opened most easily is told.</summary>
internal sealed class BalancerInspection(Network network, BorderIndex borders, StationIndex stations, BalancerSetup setup, TargetIndex targets, Legs legs)
{
    private readonly List<Obstacle> _first = [];
    private readonly List<Condition> _conditions = [];
    private readonly Dictionary<(string EntryId, string Via), BlockedWay?> _ways = [];
    private Asked _asked;

    /// <summary>The closed ways over load balancers to a port of an instance.</summary>
    public IEnumerable<BlockedWay> BlockedAt(string instanceId, Transport transport, ushort port)
    {
        _asked = new(instanceId, transport, port);
        foreach (var balancer in network.Index.Balancers.Values.Where(balancer => balancer.Kind != BalancerKind.Gateway))
        {
            foreach (var front in setup.FrontsOf(balancer).Where(front => front.Transport == transport))
            {
                foreach (var node in setup.NodesOf(balancer))
                {
                    Enter(balancer, front, node);
                }
            }
        }

        return _ways.Values.OfType<BlockedWay>();
    }

    private readonly record struct Asked(string InstanceId, Transport Transport, ushort Port);

    private void Enter(Balancer balancer, Front front, Node node)
    {
        foreach (var entry in borders.Of(node.Site.Subnet.VpcId).Entries)
        {
            _first.Clear();
            _conditions.Clear();
            AddInactive(balancer);
            var destination = new Destination(node.Site, node.Addresses.First, node.IsPublic)
            {
                NotPublic = new(Of(balancer), "it is not internet-facing with public addresses of this family", "make it internet-facing")
                {
                    Remedy = node.IsIPv4 ? Remedy.Balanced(balancer.Id, one => one with { IsInternetFacing = true, IpAddressType = one.IpAddressType == "dualstack-without-public-ipv4" ? "dualstack" : one.IpAddressType }) : null,
                },
            };
            var approach = entry.Towards(destination, front.Transport, _first) ?? entry.Towards(destination with { IsPublic = true, BlocksInternet = false }, front.Transport);
            if (approach is null)
            {
                continue;
            }

            _conditions.AddRange(legs.Arrival(approach, node.Site, front.Port));
            Take(balancer, front.Port, approach, approach.References);
            Spread(balancer, balancer, front, node, approach, approach.References);
        }
    }

    private void AddInactive(Balancer balancer)
    {
        if (!balancer.IsActive)
        {
            _first.Add(new(Of(balancer), "it is not active", "wait until it is, or make it again") { Remedy = Remedy.Balanced(balancer.Id, one => one with { IsActive = true }) });
        }
    }

    private void Take(Balancer balancer, ushort port, Approach approach, ReferenceScope references)
    {
        if (balancer.Kind != BalancerKind.Network || !balancer.GroupIds.IsEmpty)
        {
            _conditions.Add(legs.Admission(balancer.GroupIds, Of(balancer), approach, references, port));
        }
    }

    private void Spread(Balancer via, Balancer balancer, Front front, Node node, Approach approach, ReferenceScope references)
    {
        foreach (var group in front.Groups)
        {
            foreach (var target in front.ClassicTargets ?? targets.Registered(group))
            {
                var (obstacles, conditions) = (_first.Count, _conditions.Count);
                if (front.ClassicTargets is null && !targets.Of(group).Contains(target))
                {
                    _first.Add(new(new(group.Id, Component.TargetGroup), $"its target {target.Id} is {target.State} and gets no requests", "register it again") { Remedy = Remedy.Healthy(group.Id, target.Id) });
                }

                if (group.TargetType == "alb")
                {
                    SpreadAgain(via, balancer, group, target, node, approach, references);
                }
                else if (targets.Find(group, target) is { } point && point.Interface.InstanceId == _asked.InstanceId && (target.Port ?? group.Port) == _asked.Port)
                {
                    Deliver(via, balancer, group, node, point, approach, references);
                }

                _first.RemoveRange(obstacles, _first.Count - obstacles);
                _conditions.RemoveRange(conditions, _conditions.Count - conditions);
            }
        }
    }

    /// <summary>A network load balancer before an application load balancer (R82).</summary>
    private void SpreadAgain(Balancer via, Balancer balancer, TargetGroup group, Target target, Node node, Approach approach, ReferenceScope references)
    {
        if (balancer.Kind != BalancerKind.Network || (target.Port ?? group.Port) is not { } port
            || !network.Index.Balancers.TryGetValue(target.Id, out var second) || second.Kind != BalancerKind.Application)
        {
            return;
        }

        foreach (var again in setup.NodesOf(second).Where(again => again.IsIPv4 == node.IsIPv4))
        {
            foreach (var front in setup.FrontsOf(second).Where(front => front.Port == port && front.Transport == approach.Transport))
            {
                var (obstacles, conditions) = (_first.Count, _conditions.Count);
                AddInactive(second);
                AddOtherZone(balancer, group, node, again.Site.Zone, []);
                if (again.Site.Subnet.Id != node.Site.Subnet.Id)
                {
                    _conditions.AddRange(legs.Crossing(approach, again.Site, port));
                }

                var scope = new BalancerScope(balancer, node, references);
                Take(second, port, approach, scope);
                Spread(via, second, front, again, approach, scope);
                _first.RemoveRange(obstacles, _first.Count - obstacles);
                _conditions.RemoveRange(conditions, _conditions.Count - conditions);
            }
        }
    }

    private void Deliver(Balancer via, Balancer balancer, TargetGroup group, Node node, TargetPoint point, Approach approach, ReferenceScope references)
    {
        if (DirectInspection.NotRunning(stations, point.Interface.InstanceId) is { } notRunning)
        {
            _first.Add(notRunning);
        }

        AddOtherZone(balancer, group, node, point.Site.Zone, setup.NodesOf(balancer));
        if (node.IsIPv4 == point.Address.Block.IsIPv4 && setup.KeepsClient(balancer, group))
        {
            if (point.Site.Subnet.Id != node.Site.Subnet.Id)
            {
                _conditions.AddRange(legs.Crossing(approach, point.Site, _asked.Port));
            }

            _conditions.Add(legs.Admission(point.Interface.GroupIds, new(point.Interface.Id, Component.Interface), approach, new BalancerScope(balancer, node, references), _asked.Port));
        }
        else if ((node.IsIPv4 == point.Address.Block.IsIPv4 ? node : setup.NodesOf(balancer).Find(other => other.IsIPv4 != node.IsIPv4 && other.Site == node.Site)) is { } sender)
        {
            _conditions.AddRange(legs.Renewed(balancer, sender, point, _asked.Transport, _asked.Port, new BalancerScope(balancer, sender, ReferenceScope.None)));
        }
        else
        {
            return;
        }

        var way = new BlockedWay(approach.Entry.Component, point.Interface.Id, Address.Format(point.Address.Block.First), [], []) { Via = via.Id };
        var blocked = SmallestChange.Of(way, _first, _conditions, approach);
        var key = (way.Entry.Id, via.Id);
        if (!_ways.TryGetValue(key, out var other) || (other is not null && (blocked is null || blocked.SmallestChange.Length < other.SmallestChange.Length)))
        {
            _ways[key] = blocked;
        }
    }

    /// <summary>Nodes serve their own zone, and with cross-zone balancing all that are enabled (R75, R76).</summary>
    private void AddOtherZone(Balancer balancer, TargetGroup group, Node node, string zone, List<Node> nodes)
    {
        if (node.Site.Zone == zone)
        {
            return;
        }

        var owner = balancer.Kind == BalancerKind.Classic ? balancer.Id : group.Id;
        if (!setup.IsCrossZone(balancer, group.Id))
        {
            _first.Add(new(Of(balancer), $"its node in {node.Site.Zone} serves no target in {zone}", "switch cross-zone load balancing on") { Remedy = Remedy.Attribute(owner, BalancerAttributes.CrossZone, "true") });
        }

        if (nodes.Count > 0 && !nodes.Exists(other => other.Site.Zone == zone))
        {
            _first.Add(new(Of(balancer), $"the zone {zone} of the target is not enabled", $"add a subnet of {zone}")
            {
                Remedy = network.Index.Subnets.Values.FirstOrDefault(subnet => subnet.Zone == zone && subnet.VpcId == node.Site.Subnet.VpcId) is { } subnet
                    ? Remedy.Balanced(balancer.Id, one => one with { SubnetIds = one.SubnetIds.Add(subnet.Id) }) : null,
            });
        }
    }

    private static Component Of(Balancer balancer) => new(balancer.Id, balancer.Kind == BalancerKind.Classic ? Component.ClassicLoadBalancer : Component.LoadBalancer);
}
