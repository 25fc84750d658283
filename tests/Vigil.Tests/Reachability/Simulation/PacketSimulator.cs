using Vigil.Reachability;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Tests.Reachability.Simulation;

/// <summary>
/// The rules once more, in the plainest way: one packet at a time, hop by hop, with a search through lists at each. It shares the records of the snapshot
/// with the analysis, and no line of its algorithm.
/// </summary>
internal sealed class PacketSimulator(Snapshot snapshot, ReachabilityOptions options)
{
    private readonly UInt128[] _addresses = RandomNetwork.AddressesOf(snapshot);
    private readonly ushort[] _ports = RandomNetwork.AllPorts;

    /// <summary>Everything that gets through: clients for each instance, protocol, entry, load balancer and port.</summary>
    public Dictionary<(string Instance, Transport Transport, string Entry, string Via, ushort Port), SortedSet<UInt128>> Run()
    {
        var open = new Dictionary<(string, Transport, string, string, ushort), SortedSet<UInt128>>();
        void Add(string instance, Transport transport, string entry, string via, ushort port, UInt128 client)
        {
            if (!open.TryGetValue((instance, transport, entry, via, port), out var clients))
            {
                open.Add((instance, transport, entry, via, port), clients = []);
            }

            clients.Add(client);
        }

        foreach (var transport in new[] { Transport.Tcp, Transport.Udp })
        {
            foreach (var one in snapshot.Interfaces.Where(IsOfRunningInstance))
            {
                foreach (var (road, client) in RoadsTo(one, transport))
                {
                    foreach (var port in _ports.Where(port => road.Request(client, port) && Allows(one.GroupIds, client, port, transport, road.Means)))
                    {
                        Add(one.InstanceId, transport, road.Entry, "direct", port, client);
                    }
                }
            }

            foreach (var balancer in snapshot.Balancers)
            {
                new BalancerSimulation(this, snapshot, balancer, transport).Run(Add);
            }
        }

        return open;
    }

    public bool IsOfRunningInstance(NetworkInterface one) => snapshot.Instances.Exists(instance => instance.Id == one.InstanceId && instance.State == "running");

    public Subnet SubnetOf(string id) => snapshot.Subnets.Single(subnet => subnet.Id == id);

    /// <summary>Clients that reach the border of a node or interface and get a reply at some port of theirs.</summary>
    public IEnumerable<(Road Road, UInt128 Client)> RoadsTo(UInt128 address, bool isPublic, Subnet subnet, Transport transport)
    {
        foreach (var road in new Roads(this, snapshot, options).To(address, isPublic, subnet, transport))
        {
            foreach (var client in _addresses.Where(client => Address.IsIPv4(client) == Address.IsIPv4(address) && road.IsClient(client)))
            {
                if (ClientPorts.Any(port => road.Reply(client, port)))
                {
                    yield return (road, client);
                }
            }
        }
    }

    public IEnumerable<ushort> ClientPorts => _ports.Where(port => port >= options.SourcePorts.First && port <= options.SourcePorts.Last);

    public IEnumerable<UInt128> AddressesIn(Prefix block) => _addresses.Where(block.Contains);

    /// <summary>Whether a packet may cross the border of a subnet (R51 to R57).</summary>
    public bool Crosses(string subnetId, bool egress, Transport transport, UInt128 peer, ushort port)
    {
        var vpc = SubnetOf(subnetId).VpcId;
        var acl = snapshot.NetworkAcls.Find(acl => acl.SubnetIds.Contains(subnetId)) ?? snapshot.NetworkAcls.Find(acl => acl.IsDefault && acl.VpcId == vpc);
        foreach (var entry in acl!.Entries.Where(entry => entry.IsEgress == egress).OrderBy(entry => entry.Number))
        {
            if (Speaks(entry.Transports, transport) && entry.Peer.Contains(peer) && entry.Ports.Contains(port))
            {
                return entry.IsAllow;
            }
        }

        return false;
    }

    /// <summary>Where a table sends a packet; <see langword="null"/> for nowhere (R22 to R28).</summary>
    public Route? Next(IEnumerable<Route> routes, UInt128 to)
    {
        var matching = routes
            .SelectMany(route => route.Destination is { } only ? [(Block: only, Route: route)] : snapshot.PrefixLists.Where(list => list.Id == route.PrefixListId).SelectMany(list => list.Entries).Select(block => (Block: block, Route: route)))
            .Where(pair => pair.Block.Contains(to)).ToList();
        if (matching.Exists(pair => pair.Route.Targets is ["local"]))
        {
            matching.RemoveAll(pair => pair.Route.IsPropagated);
        }

        var best = matching.OrderByDescending(pair => pair.Block.Length)
            .ThenBy(pair => pair.Route.Targets is ["local"] ? 0 : pair.Route.IsPropagated ? 3 : pair.Route.PrefixListId.Length > 0 ? 2 : 1).FirstOrDefault().Route;
        return best is null or { IsBlackhole: true } ? null : best;
    }

    public Route? NextFrom(string subnetId, UInt128 to)
    {
        var table = snapshot.RouteTables.Find(table => table.SubnetIds.Contains(subnetId))
            ?? snapshot.RouteTables.Find(table => table.IsMain && table.VpcId == SubnetOf(subnetId).VpcId);
        return Next(table!.Routes, to);
    }

    /// <summary>Whether a group lets a new packet in (R58 to R66).</summary>
    public bool Allows(IEnumerable<string> groups, UInt128 from, ushort port, Transport transport, Func<GroupReference, UInt128, bool> means) =>
        snapshot.SecurityGroups.Where(group => groups.Contains(group.Id)).SelectMany(group => group.Ingress).Any(rule =>
            Speaks(rule.Transports, transport) && rule.Ports.Contains(port)
            && (rule.Blocks.Any(block => block.Contains(from)) || ListHas(rule, from) || rule.Groups.Any(reference => means(reference, from))));

    public bool AllowsOut(IEnumerable<string> groups, UInt128 to, IReadOnlyCollection<string> groupsThere, ushort port, Transport transport) =>
        snapshot.SecurityGroups.Where(group => groups.Contains(group.Id)).SelectMany(group => group.Egress).Any(rule =>
            Speaks(rule.Transports, transport) && rule.Ports.Contains(port)
            && (rule.Blocks.Any(block => block.Contains(to)) || ListHas(rule, to) || rule.Groups.Any(reference => groupsThere.Contains(reference.GroupId))));

    public bool IsMember(string groupId, string vpcId, UInt128 address) =>
        snapshot.Interfaces.Exists(one => one.VpcId == vpcId && one.GroupIds.Contains(groupId) && one.Addresses.Any(known => known.Block.Contains(address)));

    private IEnumerable<(Road Road, UInt128 Client)> RoadsTo(NetworkInterface one, Transport transport) => one.Addresses.SelectMany(address =>
        RoadsTo(address.Block.First, address.Block.IsIPv4 ? address.PublicAddress.Length > 0 : true, SubnetOf(one.SubnetId), transport));

    private bool ListHas(Permission rule, UInt128 address) =>
        snapshot.PrefixLists.Where(list => rule.PrefixListIds.Contains(list.Id)).SelectMany(list => list.Entries).Any(block => block.Contains(address));

    private static bool Speaks(Transports spoken, Transport transport) => spoken == Transports.Both || (spoken == Transports.Tcp) == (transport == Transport.Tcp);
}

/// <summary>A way in and out again.</summary>
/// <param name="Entry">Id of the entry.</param>
/// <param name="IsClient">Whether an address can be a client.</param>
/// <param name="Request">Whether a request of a client to a port comes to the interface.</param>
/// <param name="Reply">Whether a reply to a client's port comes out.</param>
/// <param name="Means">Whether a group that a rule names means a client.</param>
internal sealed record Road(
    string Entry, Func<UInt128, bool> IsClient, Func<UInt128, ushort, bool> Request, Func<UInt128, ushort, bool> Reply, Func<GroupReference, UInt128, bool> Means);
