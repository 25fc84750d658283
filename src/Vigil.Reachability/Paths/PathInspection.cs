using System.Collections.Immutable;
using System.Numerics;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>Looks at every hop of a closed way by itself: who gets by, and which fewest hops would have to let more by.</summary>
internal sealed class PathInspection(Network network, BorderIndex borders, GroupIndex groups, StationIndex stations, ReachabilityOptions options)
{
    private readonly PortSet _clientPorts = PortSet.Of(options.SourcePorts.First, options.SourcePorts.Last);

    /// <summary>A condition on clients, and what is said of it when it fails.</summary>
    private sealed record Condition(AddressSet Passing, Func<string, Obstacle> Obstacle);

    /// <summary>The closed ways to the addresses of an interface.</summary>
    public IEnumerable<BlockedWay> BlockedAt(Station station, Transport transport, ushort port)
    {
        var one = station.Interface;
        if (network.SiteOf(one.SubnetId) is not { } site)
        {
            yield break;
        }

        var here = borders.Of(site.Subnet.VpcId).Entries;
        if (here.Count == 0)
        {
            Obstacle none = new(new(site.Subnet.VpcId, "AWS::EC2::VPC"), "the network has no gateway, peering or transit gateway that is attached", $"attach an internet gateway to {site.Subnet.VpcId}");
            yield return new(default, one.Id, "", [none], [none]);
        }

        foreach (var entry in here)
        {
            for (var address = 0; address < one.Addresses.Length; address++)
            {
                if (Inspect(entry, station, address, site, transport, port) is { } blocked)
                {
                    yield return blocked;
                }
            }
        }
    }

    private BlockedWay? Inspect(Entry entry, Station station, int number, Site site, Transport transport, ushort port)
    {
        var (one, address) = (station.Interface, station.Interface.Addresses[number]);
        var first = new List<Obstacle>();
        if (stations.InstanceOf(one.InstanceId) is not { IsRunning: true })
        {
            first.Add(new(new(one.InstanceId, Component.Instance), "the instance does not run", "start it"));
        }

        var destination = station.DestinationAt(number, site);
        // an address without a public one is looked at as if it had one, to name what else is in the way
        var approach = entry.Towards(destination, transport, first)
            ?? entry.Towards(destination with { IsPublic = true, BlocksInternet = false }, transport);
        if (approach is null)
        {
            return new(entry.Component, one.Id, Address.Format(address.Block.First), [.. first], [.. first]);
        }

        var conditions = ConditionsOf(approach, one, site, port);
        var clients = approach.Clients;
        var change = Smallest(conditions, clients);
        if (first.Count == 0 && change.Length == 0)
        {
            return null;
        }

        var obstacles = conditions.Where(condition => !condition.Passing.Overlaps(clients)).Select(condition => condition.Obstacle(Blocks(clients, approach)));
        var remaining = conditions.Except(change).Aggregate(clients, (set, condition) => set.Intersect(condition.Passing));
        return new(
            entry.Component, one.Id, Address.Format(address.Block.First), [.. first, .. obstacles],
            [.. first, .. change.Select(condition => condition.Obstacle(Blocks(remaining, approach)))]);
    }

    private List<Condition> ConditionsOf(Approach approach, NetworkInterface one, Site site, ushort port)
    {
        var (transport, target) = (approach.Transport, approach.ReplyTarget);
        var protocol = transport == Transport.Tcp ? "TCP" : "UDP";
        var conditions = new List<Condition>();
        foreach (var hop in approach.Hops)
        {
            if (hop.Requests is { } requests)
            {
                conditions.Add(new(requests.AddressesAt(port), clients => new(hop.Component, $"it drops requests to port {port}", $"{hop.Component.Id}: allow {protocol} {port} towards the instance, from {clients}")));
            }

            if (hop.Replies is { } replies)
            {
                conditions.Add(new(replies.Restrict(_clientPorts).Addresses, clients => new(hop.Component, "it does not bring replies back", $"{hop.Component.Id}: let replies to {clients} through, to {approach.Entry.Component.Id}")));
            }
        }

        var acl = new Component(site.Acl.Id, Component.NetworkAcl);
        conditions.Add(new(site.Acl.Inbound(transport).AddressesAt(port), clients => new(acl, $"its inbound entries drop {protocol} {port}", $"{acl.Id}: an inbound entry before those that deny, allow {protocol} {port} from {clients}")));
        conditions.Add(new(site.Acl.Outbound(transport).Restrict(_clientPorts).Addresses, clients => new(acl, "its outbound entries drop the reply to the client's port", $"{acl.Id}: an outbound entry before those that deny, allow {protocol} 1024-65535 to {clients}")));
        conditions.Add(new(site.Table.LeadingTo(target), clients => new(new(site.Table.Id, Component.RouteTable), $"it sends no reply to {target}", $"{site.Table.Id}: route {clients} to {target}")));
        var carried = one.GroupIds.Select(id => groups.Judging(id).Filter).OfType<GroupFilter>().ToList();
        conditions.Add(new(
            AddressSet.UnionOf(carried.Select(group => group.SendersOf(PacketSet.All, transport, approach.References, new(port, port)))),
            clients => carried is [var group, ..]
                ? new(new(group.Id, Component.SecurityGroup), $"no rule of {string.Join(", ", one.GroupIds)} allows {protocol} {port} from a client of {approach.Entry.Component.Id}", $"{group.Id}: an inbound rule that allows {protocol} {port} from {clients}")
                : new(new(one.Id, Component.Interface), "it carries no security group", $"give {one.Id} a group that allows {protocol} {port} from {clients}")));
        return conditions;
    }

    /// <summary>The fewest conditions without which somebody gets through; there are few of them, so that all sets can be tried.</summary>
    private static Condition[] Smallest(List<Condition> conditions, AddressSet clients)
    {
        var best = conditions.ToArray();
        for (var mask = 0; mask < 1 << conditions.Count; mask++)
        {
            if (BitOperations.PopCount((uint)mask) < best.Length
                && !conditions.Where((_, number) => (mask >> number & 1) == 0).Aggregate(clients, (set, condition) => set.Intersect(condition.Passing)).IsEmpty)
            {
                best = [.. conditions.Where((_, number) => (mask >> number & 1) == 1)];
            }
        }

        return best;
    }

    private static string Blocks(AddressSet clients, Approach approach)
    {
        var blocks = ClientBlocks.Of(clients, approach.Everybody);
        return blocks.Length <= 3 ? string.Join(", ", blocks) : $"{string.Join(", ", blocks.Take(3))} or one of {blocks.Length - 3} more";
    }
}
