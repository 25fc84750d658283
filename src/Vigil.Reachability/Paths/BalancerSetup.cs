using System.Collections.Immutable;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>How load balancers are set up: nodes, what they listen on and forward to, attributes.</summary>
internal sealed class BalancerSetup
{
    private readonly Network _network;
    private readonly StationIndex _stations;
    private readonly ILookup<string, Listener> _listeners;
    private readonly Dictionary<string, List<Node>> _nodes = new(StringComparer.Ordinal);

    public BalancerSetup(Network network, StationIndex stations)
    {
        (_network, _stations) = (network, stations);
        _listeners = network.Index.Listeners.Values.ToLookup(listener => listener.BalancerId);
    }

    /// <summary>The nodes, one for each subnet and family of addresses (R69, R70).</summary>
    public List<Node> NodesOf(Balancer balancer)
    {
        if (!_nodes.TryGetValue(balancer.Id, out var nodes))
        {
            nodes = [.. balancer.SubnetIds.Distinct(StringComparer.Ordinal).Select(_network.SiteOf).OfType<Site>().SelectMany(site => NodesAt(balancer, site))];
            _nodes.Add(balancer.Id, nodes);
        }

        return nodes;
    }

    /// <summary>Ports with what they forward to (R71, R84).</summary>
    public List<Front> FrontsOf(Balancer balancer)
    {
        if (balancer.Kind == BalancerKind.Classic)
        {
            var instances = balancer.ClassicInstanceIds.Select(id => new Target(id, null, "")).ToImmutableArray();
            return [.. balancer.ClassicListeners.Select(listener => new Front(listener.Port, Transport.Tcp, [new("") { Port = listener.InstancePort }], instances))];
        }

        var fronts = new List<Front>();
        foreach (var listener in _listeners[balancer.Id])
        {
            List<TargetGroup> groups = [.. NamedBy(listener).Distinct(StringComparer.Ordinal).Select(GroupOf).OfType<TargetGroup>()];
            fronts.AddRange(new[] { (Transports.Tcp, Transport.Tcp), (Transports.Udp, Transport.Udp) }
                .Where(pair => listener.Transports.HasFlag(pair.Item1)).Select(pair => new Front(listener.Port, pair.Item2, groups, null)));
        }

        return fronts;
    }

    /// <summary>Ids of the target groups that are named, also of those that are not there.</summary>
    public IEnumerable<string> NamedBy(Balancer balancer) => _listeners[balancer.Id].SelectMany(NamedBy);

    /// <summary>Whether nodes serve targets of other zones (R75).</summary>
    public bool IsCrossZone(Balancer balancer, string targetGroupId) =>
        Truth(targetGroupId, BalancerAttributes.CrossZone) ?? Truth(balancer.Id, BalancerAttributes.CrossZone)
        ?? (balancer.Kind == BalancerKind.Application || balancer.ClassicCrossZone);

    /// <summary>Whether targets see the client's address (R77).</summary>
    public bool KeepsClient(Balancer balancer, TargetGroup group) => balancer.Kind == BalancerKind.Network
        && (group.TargetType == "alb" || group.Protocol is "UDP" or "TCP_UDP" or "QUIC" or "TCP_QUIC"
            || (Truth(group.Id, BalancerAttributes.PreserveClient) ?? (group.TargetType == "instance" || group.Protocol is not ("TCP" or "TLS"))));

    private IEnumerable<string> NamedBy(Listener listener) =>
        listener.TargetGroupIds.Concat(_network.Index.ListenerRules.GetValueOrDefault(listener.Id, []).SelectMany(rule => rule.TargetGroupIds));

    private TargetGroup? GroupOf(string id)
    {
        if (!_network.Index.TargetGroups.TryGetValue(id, out var group))
        {
            _network.Diagnostics.Add(ReachabilityCodes.Missing, id, "this target group is not in the snapshot: nothing behind it is reported");
        }

        return group;
    }

    private bool? Truth(string owner, string key) =>
        _network.Index.Attributes.GetValueOrDefault(owner, []).Select(attributes => attributes.Values.GetValueOrDefault(key)).FirstOrDefault(value => value is not null) switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };

    private IEnumerable<Node> NodesAt(Balancer balancer, Site site)
    {
        var known = _stations.Of(balancer).Select(station => station.Interface).Where(one => one.SubnetId == site.Subnet.Id).OrderBy(one => one.Id, StringComparer.Ordinal).ToList();
        var groups = known.SelectMany(one => one.GroupIds).ToHashSet(StringComparer.Ordinal);
        var blocks = known.Count > 0
            ? known.SelectMany(one => one.Addresses)
            : site.Subnet.Blocks.Select(block => new InterfaceAddress(block, ""));
        foreach (var family in blocks.GroupBy(address => address.Block.IsIPv4))
        {
            // clients of IPv6 need a load balancer that speaks it
            if (family.Key || balancer.IpAddressType.StartsWith("dualstack", StringComparison.Ordinal))
            {
                var isPublic = balancer.IsInternetFacing && (family.Key ? balancer.IpAddressType != "dualstack-without-public-ipv4" : AddressSpace.Global6.Contains(family.First().Block.First));
                yield return new(site, AddressSpace.SetOf(family.Select(address => address.Block)), family.First().PublicAddress, isPublic, groups);
            }
        }
    }
}

/// <summary>A port of a load balancer for one protocol, and what it forwards to.</summary>
/// <param name="Port">The port.</param>
/// <param name="Transport">The protocol.</param>
/// <param name="Groups">Target groups.</param>
/// <param name="ClassicTargets">Instances of a classic load balancer, which has no target groups; <see langword="null"/> for the others.</param>
internal sealed record Front(ushort Port, Transport Transport, List<TargetGroup> Groups, IEnumerable<Target>? ClassicTargets);
