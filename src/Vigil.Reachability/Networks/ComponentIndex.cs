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

    public ComponentIndex(Snapshot snapshot, DiagnosticList diagnostics)
    {
        _diagnostics = diagnostics;
        Vpcs = ById(snapshot.Vpcs, vpc => vpc.Id);
        Subnets = ById(snapshot.Subnets, subnet => subnet.Id);
        Groups = ById(snapshot.SecurityGroups, group => group.Id);
        PrefixLists = ListsById(snapshot.PrefixLists);
        Endpoints = ById(snapshot.Endpoints, endpoint => endpoint.Id);
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
        Associations = new(snapshot.Addresses);
        ListenerRules = ByOwner(snapshot.ListenerRules, rule => rule.ListenerId);
        TargetHealth = ByOwner(snapshot.TargetHealth, health => health.TargetGroupId);
        Attributes = ByOwner(snapshot.Attributes, attributes => attributes.OwnerId);
        IndexTables();
        IndexAcls();
    }

    public Dictionary<string, Vpc> Vpcs { get; }

    public Dictionary<string, Subnet> Subnets { get; }

    public Dictionary<string, SecurityGroup> Groups { get; }

    public Dictionary<string, PrefixList> PrefixLists { get; }

    public Dictionary<string, Endpoint> Endpoints { get; }

    public Dictionary<string, RouteTable> RouteTables { get; }

    public Dictionary<string, NetworkAcl> NetworkAcls { get; }

    public AssociationIndex Associations { get; }

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

    /// <summary>Rules by listener; who has none may be missing here, as below.</summary>
    public Dictionary<string, List<ListenerRule>> ListenerRules { get; }

    /// <summary>Targets by target group.</summary>
    public Dictionary<string, List<TargetHealth>> TargetHealth { get; }

    /// <summary>Attributes by load balancer or target group.</summary>
    public Dictionary<string, List<BalancerAttributes>> Attributes { get; }

    /// <summary>Tables of packets that enter, by gateway (R34).</summary>
    public Dictionary<string, RouteTable> EdgeTables { get; } = new(StringComparer.Ordinal);

    public RouteTable? TableOf(Subnet subnet) => _tablesBySubnet.GetValueOrDefault(subnet.Id) ?? _mainTables.GetValueOrDefault(subnet.VpcId);

    public NetworkAcl? AclOf(Subnet subnet) => _aclsBySubnet.GetValueOrDefault(subnet.Id) ?? _defaultAcls.GetValueOrDefault(subnet.VpcId);

    /// <summary>Takes over components that have changed.</summary>
    public void Apply(Snapshot change)
    {
        Put(Vpcs, change.Vpcs, change, vpc => vpc.Id);
        Put(Subnets, change.Subnets, change, subnet => subnet.Id);
        Put(Groups, change.SecurityGroups, change, group => group.Id);
        Put(PrefixLists, [.. ListsById(change.PrefixLists).Values], change, list => list.Id);
        Put(Endpoints, change.Endpoints, change, endpoint => endpoint.Id);
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
        Put(ListenerRules, [.. ByOwner(change.ListenerRules, rule => rule.ListenerId).Values], change, rules => rules[0].ListenerId);
        Put(TargetHealth, [.. ByOwner(change.TargetHealth, health => health.TargetGroupId).Values], change, healths => healths[0].TargetGroupId);
        Put(Attributes, [.. ByOwner(change.Attributes, attributes => attributes.OwnerId).Values], change, attributes => attributes[0].OwnerId);
        Associations.Put(change.Addresses);
        change.Removed.ForEach(Associations.Remove);
        if (change.RouteTables.Count + change.Removed.Count > 0)
        {
            IndexTables();
        }

        if (change.NetworkAcls.Count + change.Removed.Count > 0)
        {
            IndexAcls();
        }
    }

    /// <summary>Whether a component counts: it has an id, and none before it has the same. If not, that is said.</summary>
    public bool Admits<T>(string id, bool isNew)
    {
        if (id.Length == 0)
        {
            _diagnostics.Add(ReachabilityCodes.ComponentUnreadable, typeof(T).Name, "a component has no id and is left out");
        }
        else if (!isNew)
        {
            _diagnostics.Add(ReachabilityCodes.Contradiction, id, "the snapshot holds this component twice: the first counts");
        }

        return isNew && id.Length > 0;
    }

    private static void Put<T>(Dictionary<string, T> byId, List<T> components, Snapshot change, Func<T, string> id)
    {
        // of two with the same id the first counts
        foreach (var component in components.Where(component => id(component).Length > 0).Reverse())
        {
            byId[id(component)] = component;
        }

        foreach (var gone in change.Removed)
        {
            byId.Remove(gone);
        }
    }

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
            var known = id(component);
            if (Admits<T>(known, !byId.ContainsKey(known)))
            {
                byId.Add(known, component);
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

    private static Dictionary<string, List<T>> ByOwner<T>(List<T> parts, Func<T, string> owner) =>
        parts.GroupBy(owner, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    private void AddOnce<T>(Dictionary<string, T> byId, string id, T component, string otherwise)
    {
        if (!byId.TryAdd(id, component))
        {
            _diagnostics.Add(ReachabilityCodes.Contradiction, id, otherwise);
        }
    }
}
