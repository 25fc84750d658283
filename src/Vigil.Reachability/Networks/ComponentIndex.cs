using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>The components of a snapshot by id, and who serves whom.</summary>
internal sealed class ComponentIndex
{
    /// <summary>How the description of an interface of a load balancer begins (R69).</summary>
    public const string BalancerDescription = "ELB ";

    private readonly DiagnosticList _diagnostics;
    private readonly Dictionary<string, RouteTable> _tablesBySubnet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RouteTable> _mainTables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkAcl> _aclsBySubnet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkAcl> _defaultAcls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _onlyAtInstances = new(StringComparer.Ordinal);
    private Lazy<ILookup<string, NetworkInterface>> _byDescription;

    public ComponentIndex(Snapshot snapshot, DiagnosticList diagnostics)
    {
        _diagnostics = diagnostics;
        Vpcs = ById(snapshot.Vpcs, vpc => vpc.Id);
        Subnets = ById(snapshot.Subnets, subnet => subnet.Id);
        Groups = ById(snapshot.SecurityGroups, group => group.Id);
        PrefixLists = ListsById(snapshot.PrefixLists);
        Endpoints = ById(snapshot.Endpoints, endpoint => endpoint.Id);
        Instances = ById(snapshot.Instances, instance => instance.Id);
        TransitTables = ById(snapshot.TransitRouteTables, table => table.Id);
        InternetGateways = ById(snapshot.InternetGateways, gateway => gateway.Id);
        VpnGateways = ById(snapshot.VpnGateways, gateway => gateway.Id);
        Peerings = ById(snapshot.Peerings, peering => peering.Id);
        TransitGateways = ById(snapshot.TransitGateways, gateway => gateway.Id);
        TransitAttachments = ById(snapshot.TransitAttachments, attachment => attachment.Id);
        TransitVpcAttachments = ById(snapshot.TransitVpcAttachments, attachment => attachment.Id);
        Listeners = ById(snapshot.Listeners, listener => listener.Id);
        Balancers = ById(snapshot.Balancers, balancer => balancer.Id);
        TargetGroups = ById(snapshot.TargetGroups, group => group.Id);
        RouteTables = ById(snapshot.RouteTables, table => table.Id);
        NetworkAcls = ById(snapshot.NetworkAcls, acl => acl.Id);
        ElasticAddresses = snapshot.Addresses.Where(address => address.PublicAddress.Length > 0).DistinctBy(address => address.PublicAddress).ToDictionary(address => address.PublicAddress, StringComparer.Ordinal);
        Interfaces = ById(WithElasticAddresses(snapshot.Interfaces, snapshot.Addresses), networkInterface => networkInterface.Id);
        foreach (var other in snapshot.InstanceInterfaces)
        {
            if (Interfaces.TryAdd(other.Id, other))
            {
                _onlyAtInstances.Add(other.Id);
            }
        }

        IndexTables();
        IndexAcls();
        _byDescription = ByDescription();
    }

    public Dictionary<string, Vpc> Vpcs { get; }

    public Dictionary<string, Subnet> Subnets { get; }

    public Dictionary<string, SecurityGroup> Groups { get; }

    public Dictionary<string, PrefixList> PrefixLists { get; }

    public Dictionary<string, Endpoint> Endpoints { get; }

    public Dictionary<string, Instance> Instances { get; }

    public Dictionary<string, NetworkInterface> Interfaces { get; }

    public Dictionary<string, RouteTable> RouteTables { get; }

    public Dictionary<string, NetworkAcl> NetworkAcls { get; }

    /// <summary>Associations of public addresses, by public address.</summary>
    public Dictionary<string, ElasticAddress> ElasticAddresses { get; }

    public Dictionary<string, TransitRouteTable> TransitTables { get; }

    public Dictionary<string, Gateway> InternetGateways { get; }

    public Dictionary<string, Gateway> VpnGateways { get; }

    public Dictionary<string, PeeringConnection> Peerings { get; }

    public Dictionary<string, TransitGateway> TransitGateways { get; }

    public Dictionary<string, TransitAttachment> TransitAttachments { get; }

    public Dictionary<string, TransitVpcAttachment> TransitVpcAttachments { get; }

    public Dictionary<string, Listener> Listeners { get; }

    public Dictionary<string, Balancer> Balancers { get; }

    public Dictionary<string, TargetGroup> TargetGroups { get; }

    /// <summary>Tables of packets that enter, by gateway (R34).</summary>
    public Dictionary<string, RouteTable> EdgeTables { get; } = new(StringComparer.Ordinal);

    /// <summary>The interfaces of a load balancer (R69).</summary>
    public IEnumerable<NetworkInterface> InterfacesOf(Balancer balancer) => _byDescription.Value[balancer.InterfaceDescription];

    public RouteTable? TableOf(Subnet subnet) => _tablesBySubnet.GetValueOrDefault(subnet.Id) ?? _mainTables.GetValueOrDefault(subnet.VpcId);

    public NetworkAcl? AclOf(Subnet subnet) => _aclsBySubnet.GetValueOrDefault(subnet.Id) ?? _defaultAcls.GetValueOrDefault(subnet.VpcId);

    public bool IsRunning(string instanceId) => Instances.TryGetValue(instanceId, out var instance) && instance.IsRunning;

    /// <summary>Takes over components that have changed.</summary>
    /// <param name="snapshot">The snapshot as it is now.</param>
    /// <param name="change">What of it is new, and what is gone.</param>
    public void Apply(Snapshot snapshot, Snapshot change)
    {
        Put(Vpcs, change.Vpcs, change, vpc => vpc.Id);
        Put(Subnets, change.Subnets, change, subnet => subnet.Id);
        Put(Groups, change.SecurityGroups, change, group => group.Id);
        Put(PrefixLists, change.PrefixLists, change, list => list.Id);
        Put(Endpoints, change.Endpoints, change, endpoint => endpoint.Id);
        Put(Instances, change.Instances, change, instance => instance.Id);
        Put(TransitTables, change.TransitRouteTables, change, table => table.Id);
        Put(InternetGateways, change.InternetGateways, change, gateway => gateway.Id);
        Put(VpnGateways, change.VpnGateways, change, gateway => gateway.Id);
        Put(Peerings, change.Peerings, change, peering => peering.Id);
        Put(TransitGateways, change.TransitGateways, change, gateway => gateway.Id);
        Put(TransitAttachments, change.TransitAttachments, change, attachment => attachment.Id);
        Put(TransitVpcAttachments, change.TransitVpcAttachments, change, attachment => attachment.Id);
        Put(Listeners, change.Listeners, change, listener => listener.Id);
        Put(Balancers, change.Balancers, change, balancer => balancer.Id);
        Put(TargetGroups, change.TargetGroups, change, group => group.Id);
        Put(RouteTables, change.RouteTables, change, table => table.Id);
        Put(NetworkAcls, change.NetworkAcls, change, acl => acl.Id);
        if (change.RouteTables.Count + change.Removed.Count > 0)
        {
            IndexTables();
        }

        if (change.NetworkAcls.Count + change.Removed.Count > 0)
        {
            IndexAcls();
        }

        PutInterfaces(snapshot, change);
    }

    private void PutInterfaces(Snapshot snapshot, Snapshot change)
    {
        var touched = change.Interfaces.Concat(change.InstanceInterfaces).Select(one => one.Id)
            .Concat(change.Addresses.SelectMany(address => new[] { address.InterfaceId, ElasticAddresses.GetValueOrDefault(address.PublicAddress)?.InterfaceId ?? "" }))
            .Concat(change.Removed.SelectMany(id => new[] { id, ElasticAddresses.GetValueOrDefault(id)?.InterfaceId ?? "" }))
            .ToHashSet(StringComparer.Ordinal);
        Put(ElasticAddresses, change.Addresses, change, address => address.PublicAddress);
        if (touched.Count == 0)
        {
            return;
        }

        foreach (var one in WithElasticAddresses(snapshot.Interfaces.Where(one => touched.Contains(one.Id)), snapshot.Addresses))
        {
            Interfaces[one.Id] = one;
            _onlyAtInstances.Remove(one.Id);
            touched.Remove(one.Id);
        }

        touched.RemoveWhere(id => Interfaces.ContainsKey(id) && !_onlyAtInstances.Contains(id) && !change.Removed.Contains(id));
        foreach (var id in touched)
        {
            Interfaces.Remove(id);
            _onlyAtInstances.Remove(id);
        }

        foreach (var one in snapshot.InstanceInterfaces.Where(one => touched.Contains(one.Id) && Interfaces.TryAdd(one.Id, one)))
        {
            _onlyAtInstances.Add(one.Id);
        }

        _byDescription = ByDescription();
    }

    private static void Put<T>(Dictionary<string, T> byId, List<T> components, Snapshot change, Func<T, string> id)
    {
        foreach (var component in components.Where(component => id(component).Length > 0))
        {
            byId[id(component)] = component;
        }

        foreach (var gone in change.Removed)
        {
            byId.Remove(gone);
        }
    }

    private Lazy<ILookup<string, NetworkInterface>> ByDescription() => new(() =>
        Interfaces.Values.Where(one => one.Description.StartsWith(BalancerDescription, StringComparison.Ordinal)).ToLookup(one => one.Description));

    private void IndexTables()
    {
        _mainTables.Clear();
        _tablesBySubnet.Clear();
        EdgeTables.Clear();
        foreach (var table in RouteTables.Values)
        {
            if (table.IsMain)
            {
                _mainTables.TryAdd(table.VpcId, table);
            }

            foreach (var subnet in table.SubnetIds)
            {
                AddOnce(_tablesBySubnet, subnet, table, "two route tables name this subnet: the first counts");
            }

            foreach (var gateway in table.GatewayIds)
            {
                AddOnce(EdgeTables, gateway, table, "two route tables name this gateway: the first counts");
            }
        }
    }

    private void IndexAcls()
    {
        _defaultAcls.Clear();
        _aclsBySubnet.Clear();
        foreach (var acl in NetworkAcls.Values)
        {
            if (acl.IsDefault)
            {
                _defaultAcls.TryAdd(acl.VpcId, acl);
            }

            foreach (var subnet in acl.SubnetIds)
            {
                AddOnce(_aclsBySubnet, subnet, acl, "two network ACLs name this subnet: the first counts");
            }
        }
    }

    private Dictionary<string, T> ById<T>(IEnumerable<T> components, Func<T, string> id)
    {
        var byId = new Dictionary<string, T>(components.TryGetNonEnumeratedCount(out var count) ? count : 0, StringComparer.Ordinal);
        foreach (var component in components)
        {
            if (id(component) is not { Length: > 0 } known)
            {
                _diagnostics.Add(ReachabilityCodes.ComponentUnreadable, typeof(T).Name, "a component has no id and is left out");
            }
            else
            {
                AddOnce(byId, known, component, "the snapshot holds this component twice: the first counts");
            }
        }

        return byId;
    }

    // a list may stand in both answers about lists, once with its entries
    private static Dictionary<string, PrefixList> ListsById(List<PrefixList> lists)
    {
        var byId = new Dictionary<string, PrefixList>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            if (!byId.TryGetValue(list.Id, out var other) || other.Entries.IsDefault)
            {
                byId[list.Id] = list;
            }
        }

        return byId;
    }

    private void AddOnce<T>(Dictionary<string, T> byId, string id, T component, string otherwise)
    {
        if (!byId.TryAdd(id, component))
        {
            _diagnostics.Add(ReachabilityCodes.Contradiction, id, otherwise);
        }
    }

    // an address may be associated without the interface saying so (R15)
    private static IEnumerable<NetworkInterface> WithElasticAddresses(IEnumerable<NetworkInterface> interfaces, List<ElasticAddress> addresses)
    {
        if (addresses.Count == 0)
        {
            return interfaces;
        }

        var elastic = addresses.Where(address => address.InterfaceId.Length > 0 && address.PublicAddress.Length > 0).ToLookup(address => address.InterfaceId);
        return interfaces.Select(one => !elastic.Contains(one.Id) ? one : one with
        {
            Addresses =
            [
                .. one.Addresses.Select(address => address.PublicAddress.Length > 0 ? address
                    : address with { PublicAddress = elastic[one.Id].FirstOrDefault(entry => entry.PrivateAddress == address.Block)?.PublicAddress ?? "" }),
            ],
        });
    }
}
