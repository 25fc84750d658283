using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>The components of a snapshot by id, and who serves whom.</summary>
internal sealed class ComponentIndex
{
    private readonly DiagnosticList _diagnostics;
    private readonly Dictionary<string, RouteTable> _tablesBySubnet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RouteTable> _mainTables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkAcl> _aclsBySubnet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkAcl> _defaultAcls = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, NetworkInterface>> _members;
    private readonly Lazy<ILookup<string, NetworkInterface>> _byDescription;

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
        Interfaces = ById(WithElasticAddresses(snapshot), networkInterface => networkInterface.Id);
        foreach (var other in snapshot.InstanceInterfaces)
        {
            Interfaces.TryAdd(other.Id, other);
        }

        IndexTables(snapshot);
        IndexAcls(snapshot);
        _members = new(() => Interfaces.Values.SelectMany(member => member.GroupIds.Select(group => (group, member))).ToLookup(pair => pair.group, pair => pair.member));
        _byDescription = new(() => Interfaces.Values.Where(one => one.Description.StartsWith("ELB ", StringComparison.Ordinal)).ToLookup(one => one.Description));
    }

    public Dictionary<string, Vpc> Vpcs { get; }

    public Dictionary<string, Subnet> Subnets { get; }

    public Dictionary<string, SecurityGroup> Groups { get; }

    public Dictionary<string, PrefixList> PrefixLists { get; }

    public Dictionary<string, Endpoint> Endpoints { get; }

    public Dictionary<string, Instance> Instances { get; }

    public Dictionary<string, NetworkInterface> Interfaces { get; }

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

    /// <summary>The interfaces that carry a group.</summary>
    public IEnumerable<NetworkInterface> MembersOf(string groupId) => _members.Value[groupId];

    /// <summary>The interfaces of a load balancer (R69).</summary>
    public IEnumerable<NetworkInterface> InterfacesOf(Balancer balancer) => _byDescription.Value[balancer.InterfaceDescription];

    public RouteTable? TableOf(Subnet subnet) => _tablesBySubnet.GetValueOrDefault(subnet.Id) ?? _mainTables.GetValueOrDefault(subnet.VpcId);

    public NetworkAcl? AclOf(Subnet subnet) => _aclsBySubnet.GetValueOrDefault(subnet.Id) ?? _defaultAcls.GetValueOrDefault(subnet.VpcId);

    public bool IsRunning(string instanceId) => Instances.TryGetValue(instanceId, out var instance) && instance.IsRunning;

    private void IndexTables(Snapshot snapshot)
    {
        foreach (var table in snapshot.RouteTables)
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

    private void IndexAcls(Snapshot snapshot)
    {
        foreach (var acl in snapshot.NetworkAcls)
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
    private static IEnumerable<NetworkInterface> WithElasticAddresses(Snapshot snapshot)
    {
        if (snapshot.Addresses.Count == 0)
        {
            return snapshot.Interfaces;
        }

        var elastic = snapshot.Addresses.Where(address => address.InterfaceId.Length > 0 && address.PublicAddress.Length > 0).ToLookup(address => address.InterfaceId);
        return snapshot.Interfaces.Select(one => !elastic.Contains(one.Id) ? one : one with
        {
            Addresses =
            [
                .. one.Addresses.Select(address => address.PublicAddress.Length > 0 ? address
                    : address with { PublicAddress = elastic[one.Id].FirstOrDefault(entry => entry.PrivateAddress == address.Block)?.PublicAddress ?? "" }),
            ],
        });
    }
}
