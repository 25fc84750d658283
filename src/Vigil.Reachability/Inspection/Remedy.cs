using System.Collections.Immutable;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Inspection;

/// <summary>Changes that open ways, as whole components, told from the network as it is at the time.</summary>
internal static class Remedy
{
    public static Func<Snapshot, Snapshot> Rule(string groupId, Transport transport, ushort port, ImmutableArray<Prefix> blocks) => now =>
        Put(change => change.SecurityGroups, now.SecurityGroups.Where(group => group.Id == groupId)
            .Select(group => group with { Ingress = group.Ingress.Add(new(Only(transport), PortSet.Of(port, port)) { Blocks = blocks }) }));

    public static Func<Snapshot, Snapshot> OutboundRule(string groupId, Transport transport, ushort port, Prefix block) => now =>
        Put(change => change.SecurityGroups, now.SecurityGroups.Where(group => group.Id == groupId)
            .Select(group => group with { Egress = group.Egress.Add(new(Only(transport), PortSet.Of(port, port)) { Blocks = [block] }) }));

    public static Func<Snapshot, Snapshot> Entry(string aclId, bool isEgress, Transport transport, PortSet ports, ImmutableArray<Prefix> peers) => now =>
        Put(change => change.NetworkAcls, now.NetworkAcls.Where(acl => acl.Id == aclId).Select(acl => acl with
        {
            Entries = [.. peers.Select(peer => new AclEntry(acl.Entries.Select(entry => entry.Number).DefaultIfEmpty(1).Min() - 1, isEgress, true, Only(transport), ports, peer)), .. acl.Entries],
        }));

    /// <summary>Routes in the place of those for the same blocks and for narrower ones.</summary>
    public static Func<Snapshot, Snapshot> Route(string tableId, ImmutableArray<Prefix> blocks, string target) => now =>
    {
        bool Yields(Route route) => !route.IsLocal && (route.Destination is { } destination ? [destination] : now.PrefixLists.Find(list => list.Id == route.PrefixListId)?.Entries ?? [])
            .Any(prefix => blocks.Any(block => block.Contains(prefix)));
        return Put(change => change.RouteTables, now.RouteTables.Where(table => table.Id == tableId).Select(table => table with
        {
            Routes = [.. table.Routes.Where(route => !Yields(route)), .. blocks.Select(block => new Route { Destination = block, Targets = [target] })],
        }));
    };

    public static Func<Snapshot, Snapshot> Start(string instanceId) => _ => Put(change => change.Instances, [new(instanceId, "running")]);

    public static Func<Snapshot, Snapshot> PublicAddress(string interfaceId, Prefix address) => now =>
        Put(change => change.Addresses, [new($"198.51.100.{now.Addresses.Count % 256}", interfaceId, address)]);

    public static Func<Snapshot, Snapshot> NoBlockPublicAccess(string subnetId) => now =>
        Put(change => change.Subnets, now.Subnets.Where(subnet => subnet.Id == subnetId).Select(subnet => subnet with { BlockPublicAccess = "off" }));

    public static Func<Snapshot, Snapshot> Balanced(string balancerId, Func<Balancer, Balancer> with) => now =>
        Put(change => change.Balancers, now.Balancers.Where(balancer => balancer.Id == balancerId).Select(with));

    public static Func<Snapshot, Snapshot> Attribute(string ownerId, string key, string value) => now =>
        Put(change => change.Attributes, [new(ownerId, (now.Attributes.Find(attributes => attributes.OwnerId == ownerId)?.Values ?? ImmutableDictionary<string, string>.Empty).SetItem(key, value))]);

    public static Func<Snapshot, Snapshot> Healthy(string targetGroupId, string targetId) => now =>
        Put(change => change.TargetHealth, now.TargetHealth.Where(health => health.TargetGroupId == targetGroupId).Select(health => health with
        {
            Targets = [.. health.Targets.Select(target => target.Id == targetId ? target with { State = "healthy" } : target)],
        }));

    private static Snapshot Put<T>(Func<Snapshot, List<T>> list, IEnumerable<T> components)
    {
        var change = new Snapshot();
        list(change).AddRange(components);
        return change;
    }

    private static Transports Only(Transport transport) => transport == Transport.Tcp ? Transports.Tcp : Transports.Udp;
}
