using System.Collections.Immutable;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Paths;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Inspection;

/// <summary>What the hops of the legs of a way ask of clients, each by itself.</summary>
/// <param name="groups">The groups.</param>
/// <param name="options">Choices.</param>
internal sealed class Legs(GroupIndex groups, ReachabilityOptions options)
{
    private static readonly PortSet NodePorts = PortSet.Of(1024, ushort.MaxValue);
    private readonly PortSet _clientPorts = PortSet.Of(options.SourcePorts.First, options.SourcePorts.Last);

    /// <summary>From an entry across the border of a subnet, and back.</summary>
    public IEnumerable<Condition> Arrival(Approach approach, Site site, ushort port)
    {
        var (transport, protocol, target) = (approach.Transport, NameOf(approach.Transport), approach.ReplyTarget);
        foreach (var hop in approach.Hops)
        {
            if (hop.Requests is { } requests)
            {
                yield return new(requests.AddressesAt(port), clients => new(hop.Component, $"it drops requests to port {port}", $"{hop.Component.Id}: allow {protocol} {port} towards the instance, from {clients}")
                {
                    Remedy = hop.Component.Type == Component.NetworkAcl ? Both(hop.Component.Id, transport, PortSet.Of(port, port)) : null,
                });
            }

            if (hop.Replies is { } replies)
            {
                yield return new(replies.Restrict(_clientPorts).Addresses, clients => new(hop.Component, "it does not bring replies back", $"{hop.Component.Id}: let replies to {clients} through, to {approach.Entry.Component.Id}")
                {
                    Remedy = hop.Component.Type == Component.NetworkAcl ? Both(hop.Component.Id, transport, _clientPorts)
                        : hop.Component.Type == Component.RouteTable ? Remedy.Route(hop.Component.Id, clients.Blocks, approach.Entry.Component.Id) : null,
                });
            }
        }

        foreach (var condition in Crossing(approach, site, port))
        {
            yield return condition;
        }

        yield return new(site.Table.LeadingTo(target), clients => new(new(site.Table.Id, Component.RouteTable), $"it sends no reply to {target}", $"{site.Table.Id}: route {clients} to {target}")
        {
            Remedy = Remedy.Route(site.Table.Id, clients.Blocks, target),
        });
    }

    /// <summary>Across the border of a subnet, and back, for packets that bear the client's address.</summary>
    public IEnumerable<Condition> Crossing(Approach approach, Site site, ushort port)
    {
        var (transport, protocol, acl) = (approach.Transport, NameOf(approach.Transport), new Component(site.Acl.Id, Component.NetworkAcl));
        yield return new(site.Acl.Inbound(transport).AddressesAt(port), clients => new(acl, $"its inbound entries drop {protocol} {port}", $"{acl.Id}: an inbound entry before those that deny, allow {protocol} {port} from {clients}")
        {
            Remedy = Remedy.Entry(acl.Id, isEgress: false, transport, PortSet.Of(port, port), clients.Blocks),
        });
        yield return new(site.Acl.Outbound(transport).Restrict(_clientPorts).Addresses, clients => new(acl, "its outbound entries drop the reply to the client's port", $"{acl.Id}: an outbound entry before those that deny, allow {protocol} {RangeOf(_clientPorts)} to {clients}")
        {
            Remedy = Remedy.Entry(acl.Id, isEgress: true, transport, _clientPorts, clients.Blocks),
        });
    }

    /// <summary>Into an interface or a node, through the groups that it carries.</summary>
    public Condition Admission(IReadOnlyCollection<string> groupIds, Component carrier, Approach approach, ReferenceScope references, ushort port)
    {
        var (transport, protocol) = (approach.Transport, NameOf(approach.Transport));
        var carried = groupIds.Select(id => groups.Judging(id).Filter).OfType<GroupFilter>().ToList();
        return new(
            AddressSet.UnionOf(carried.Select(group => group.SendersOf(PacketSet.All, transport, references, new(port, port)))),
            clients => carried is [var group, ..]
                ? new(new(group.Id, Component.SecurityGroup), $"no rule of {string.Join(", ", groupIds)} allows {protocol} {port} from a client of {approach.Entry.Component.Id}", $"{group.Id}: an inbound rule that allows {protocol} {port} from {clients}")
                {
                    Remedy = Remedy.Rule(group.Id, transport, port, clients.Blocks),
                }
                : new(carrier, groupIds.Count == 0 ? "it carries no security group" : "none of its security groups is in the snapshot", $"give {carrier.Id} a group that allows {protocol} {port} from {clients}"));
    }

    /// <summary>From a node to a target, in a flow of the node's own (R74): the client does not matter.</summary>
    public IEnumerable<Condition> Renewed(Balancer balancer, Node node, TargetPoint point, Transport transport, ushort port, ReferenceScope references)
    {
        var carried = point.Interface.GroupIds.Select(id => groups.Judging(id).Filter).OfType<GroupFilter>().ToList();
        var admitted = AddressSet.UnionOf(carried.Select(filter => filter.SendersOf(PacketSet.All, transport, references, new(port, port)))).Intersect(node.Addresses);
        // of a node whose interface is not known, an address that the target lets in
        var from = admitted.IsEmpty ? node.Addresses.First : admitted.First;
        var (to, protocol) = (point.Address.Block.First, NameOf(transport));
        var (asked, fromNode, toTarget) = (PortSet.Of(port, port), ImmutableArray.Create(AroundOne(from)), ImmutableArray.Create(AroundOne(to)));
        if (balancer.Kind != BalancerKind.Network || !balancer.GroupIds.IsEmpty)
        {
            var group = balancer.GroupIds.FirstOrDefault("");
            yield return When(balancer.GroupIds.Any(id => groups.Judging(id).Filter?.AllowsTo(to, point.Interface.GroupIds, transport, port) == true), new(
                new(group, Component.SecurityGroup), $"no outbound rule of {string.Join(", ", balancer.GroupIds)} allows {protocol} {port} to {Address.Format(to)}", $"{group}: an outbound rule that allows {protocol} {port} to {Address.Format(to)}")
            {
                Remedy = Remedy.OutboundRule(group, transport, port, AroundOne(to)),
            });
        }

        if (node.Site.Subnet.Id != point.Site.Subnet.Id || balancer.Kind == BalancerKind.Classic)
        {
            // a reply passes both subnets with the same port
            var replies = point.Site.Acl.Outbound(transport).PortsAt(from).Intersect(NodePorts);
            foreach (var (acl, isEgress, peer, ports, needed, blocks) in new[]
            {
                (node.Site.Acl, true, to, asked, asked, toTarget), (point.Site.Acl, false, from, asked, asked, fromNode),
                (point.Site.Acl, true, from, NodePorts, NodePorts, fromNode), (node.Site.Acl, false, to, NodePorts, replies.IsEmpty ? NodePorts : replies, toTarget),
            })
            {
                var allowed = isEgress ? acl.Outbound(transport) : acl.Inbound(transport);
                var direction = isEgress ? "outbound" : "inbound";
                yield return When(allowed.PortsAt(peer).Overlaps(needed), new(
                    new(acl.Id, Component.NetworkAcl), $"its {direction} entries drop {protocol} {RangeOf(needed)} {(isEgress ? "to" : "from")} {Address.Format(peer)}, between load balancer and target",
                    $"{acl.Id}: an {direction} entry before those that deny, allow {protocol} {RangeOf(ports)} {(isEgress ? "to" : "from")} {blocks[0]}")
                {
                    Remedy = Remedy.Entry(acl.Id, isEgress, transport, ports, blocks),
                });
            }
        }

        var first = carried is [var known, ..] ? known.Id : "";
        yield return When(!admitted.IsEmpty, new(
            new(first, Component.SecurityGroup), $"no rule of {string.Join(", ", point.Interface.GroupIds)} allows {protocol} {port} from the load balancer's node {Address.Format(from)}", $"{first}: an inbound rule that allows {protocol} {port} from {balancer.GroupIds.FirstOrDefault(AroundOne(from).ToString())}")
        {
            Remedy = Remedy.Rule(first, transport, port, [AroundOne(from)]),
        });
    }

    /// <summary>A condition that no client changes.</summary>
    public static Condition When(bool holds, Obstacle otherwise) => new(holds ? AddressSet.All : AddressSet.Empty, _ => otherwise);

    private static Func<Snapshot, Snapshot> Both(string aclId, Transport transport, PortSet ports) => now =>
    {
        var inward = Remedy.Entry(aclId, isEgress: false, transport, ports, [.. AddressSpace.Everything])(now);
        return Remedy.Entry(aclId, isEgress: true, transport, ports, [.. AddressSpace.Everything])(SnapshotMerge.Of(now, inward));
    };

    private static Prefix AroundOne(UInt128 address) => Prefix.Around(address, Address.IsIPv4(address) ? 32 : 128);

    private static string NameOf(Transport transport) => transport == Transport.Tcp ? "TCP" : "UDP";

    private static string RangeOf(PortSet ports) => ports.Intervals is [var only, ..] && only.First != only.Last ? $"{only.First}-{only.Last}" : $"{ports.First}";
}
