using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>What a change concerns, told from the components as they were and as they will be. Whatever is not named here gives the same answer as before.</summary>
internal sealed class ChangeScope
{
    private readonly ComponentIndex _index;
    private readonly Network _network;
    private readonly GroupIndex _groups;
    private readonly StationIndex _stations;
    private readonly ReachabilityOptions _options;
    private readonly Snapshot _change;
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);

    public ChangeScope(Network network, GroupIndex groups, StationIndex stations, ReachabilityOptions options, Snapshot change)
    {
        (_network, _index, _groups, _stations, _options, _change) = (network, network.Index, groups, stations, options, change);
        AddGroups();
        AddTables();
        AddAcls();
        AddPlaces();
        AddGateways();
        AddTransit();
        AddInterfaces();
        AddBalancers();
        Widen();
    }

    /// <summary>Groups whose rules, or the meaning of whose rules, change.</summary>
    public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Subnets that get another table, another ACL or another border.</summary>
    public HashSet<string> Subnets { get; } = new(StringComparer.Ordinal);

    /// <summary>Networks whose borders change.</summary>
    public HashSet<string> Vpcs { get; } = new(StringComparer.Ordinal);

    /// <summary>Interfaces that change, come or go.</summary>
    public HashSet<string> Interfaces { get; } = new(StringComparer.Ordinal);

    /// <summary>Instances that change, come or go.</summary>
    public HashSet<string> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether nothing but rules of groups changes.</summary>
    public bool IsOfGroups => _change.HoldsOnlyGroups && _change.Removed.Count == 0;

    /// <summary>Whether an answer about a load balancer rests on something that changes.</summary>
    public bool Concerns(BalancerAnswer answer) => answer.Needs.Overlaps(_needed);

    private void AddGroups()
    {
        foreach (var (old, fresh) in Pairs(_index.Groups, _change.SecurityGroups, group => group.Id))
        {
            var id = (old ?? fresh)!.Id;
            Groups.Add(id);
            if (old?.VpcId != fresh?.VpcId || old?.OwnerId != fresh?.OwnerId)
            {
                AddNaming(rule => rule.Groups.Any(reference => reference.GroupId == id));
            }
        }

        foreach (var (old, fresh) in Pairs(_index.PrefixLists, _change.PrefixLists, list => list.Id))
        {
            var id = (old ?? fresh)!.Id;
            AddNaming(rule => rule.PrefixListIds.Contains(id));
            foreach (var table in _index.RouteTables.Values.Where(table => table.Routes.Any(route => route.PrefixListId == id)))
            {
                AddTable(table, table);
            }

            if (_index.TransitTables.Values.Any(table => table.Routes.Any(route => route.PrefixListId == id)))
            {
                AddAllTransit();
            }
        }
    }

    private void AddNaming(Func<Permission, bool> names) =>
        Groups.UnionWith(_index.Groups.Values.Where(group => group.Ingress.Any(names) || group.Egress.Any(names)).Select(group => group.Id));

    private void AddTables()
    {
        foreach (var (old, fresh) in Pairs(_index.RouteTables, _change.RouteTables, table => table.Id))
        {
            AddTable(old, fresh);
        }
    }

    private void AddTable(RouteTable? old, RouteTable? fresh)
    {
        foreach (var table in new[] { old, fresh }.OfType<RouteTable>())
        {
            Subnets.UnionWith(table.SubnetIds);
            if (!table.GatewayIds.IsEmpty || table.Routes.Any(route => route.Targets.Any(target => target.StartsWith("tgw-", StringComparison.Ordinal))))
            {
                Vpcs.Add(table.VpcId);
            }

            if (table.IsMain)
            {
                Subnets.UnionWith(_index.Subnets.Values.Where(subnet => subnet.VpcId == table.VpcId).Select(subnet => subnet.Id));
            }

            if (_options.RequirePeerRoute)
            {
                AddPeersOf(table.VpcId);
                Array.ForEach([.. table.SubnetIds], id => AddPeersOf(_index.Subnets.GetValueOrDefault(id)?.VpcId ?? ""));
            }
        }
    }

    private void AddAcls()
    {
        foreach (var (old, fresh) in Pairs(_index.NetworkAcls, _change.NetworkAcls, acl => acl.Id))
        {
            foreach (var acl in new[] { old, fresh }.OfType<NetworkAcl>())
            {
                Subnets.UnionWith(acl.SubnetIds);
                if (acl.IsDefault)
                {
                    Subnets.UnionWith(_index.Subnets.Values.Where(subnet => subnet.VpcId == acl.VpcId).Select(subnet => subnet.Id));
                }
            }
        }
    }

    private void AddPlaces()
    {
        foreach (var (old, fresh) in Pairs(_index.Subnets, _change.Subnets, subnet => subnet.Id))
        {
            foreach (var subnet in new[] { old, fresh }.OfType<Subnet>())
            {
                Subnets.Add(subnet.Id);
                Vpcs.Add(subnet.VpcId);
                if (_options.RequirePeerRoute)
                {
                    AddPeersOf(subnet.VpcId);
                }
            }
        }

        foreach (var (old, fresh) in Pairs(_index.Vpcs, _change.Vpcs, vpc => vpc.Id))
        {
            Vpcs.Add((old ?? fresh)!.Id);
            AddAllTransit();
        }
    }

    private void AddGateways()
    {
        foreach (var (old, fresh) in Pairs(_index.InternetGateways, _change.InternetGateways, gateway => gateway.Id)
            .Concat(Pairs(_index.VpnGateways, _change.VpnGateways, gateway => gateway.Id)))
        {
            Vpcs.UnionWith([.. old?.VpcIds ?? [], .. fresh?.VpcIds ?? []]);
        }

        foreach (var (old, fresh) in Pairs(_index.Peerings, _change.Peerings, peering => peering.Id))
        {
            Vpcs.UnionWith(new[] { old, fresh }.OfType<PeeringConnection>().SelectMany(peering => new[] { peering.Requester.VpcId, peering.Accepter.VpcId }));
        }

        foreach (var (old, fresh) in Pairs(_index.Endpoints, _change.Endpoints, endpoint => endpoint.Id))
        {
            AddPassedBy((old ?? fresh)!.Id);
        }
    }

    private void AddTransit()
    {
        if (Pairs(_index.TransitGateways, _change.TransitGateways, gateway => gateway.Id).Any()
            || Pairs(_index.TransitAttachments, _change.TransitAttachments, attachment => attachment.Id).Any()
            || Pairs(_index.TransitVpcAttachments, _change.TransitVpcAttachments, attachment => attachment.Id).Any()
            || Pairs(_index.TransitTables, _change.TransitRouteTables, table => table.Id).Any())
        {
            AddAllTransit();
        }
    }

    /// <summary>Every network that hangs on a transit gateway: their tables decide for each other.</summary>
    private void AddAllTransit()
    {
        Vpcs.UnionWith(_index.TransitVpcAttachments.Values.Concat(_change.TransitVpcAttachments).Select(one => one.VpcId));
        Vpcs.UnionWith(_index.TransitAttachments.Values.Concat(_change.TransitAttachments).Select(one => one.ResourceId));
        Vpcs.UnionWith(_index.RouteTables.Values.Where(table => table.Routes.Any(route => route.Targets.Any(target => target.StartsWith("tgw-", StringComparison.Ordinal)))).Select(table => table.VpcId));
    }

    private void AddInterfaces()
    {
        foreach (var one in _change.Interfaces.Concat(_change.InstanceInterfaces))
        {
            AddInterface(one.Id, one);
        }

        foreach (var id in _change.Removed)
        {
            AddInterface(id, null);
        }

        foreach (var (old, fresh) in Pairs(_index.Associations.ByPublicAddress, _change.Addresses, address => address.PublicAddress))
        {
            AddInterface(old?.InterfaceId ?? "", null);
            AddInterface(fresh?.InterfaceId ?? "", null);
        }

        Instances.UnionWith(_change.Instances.Select(instance => instance.Id).Concat(_change.Removed));
    }

    private void AddInterface(string id, NetworkInterface? fresh)
    {
        AddPassedBy(id);
        Interfaces.Add(id);
        foreach (var one in new[] { _stations.ById(id)?.Interface, fresh }.OfType<NetworkInterface>())
        {
            Groups.UnionWith(one.GroupIds.SelectMany(group => _groups.Of(group).NamedBy));
            _needed.UnionWith([one.InstanceId, .. one.Addresses.Select(address => Address.Format(address.Block.First))]);
            if (one.Description.StartsWith(ComponentIndex.BalancerDescription, StringComparison.Ordinal))
            {
                _needed.Add(one.Description);
            }
        }
    }

    private void AddBalancers()
    {
        _needed.UnionWith(_change.Balancers.Select(balancer => balancer.Id));
        _needed.UnionWith(Pairs(_index.Listeners, _change.Listeners, listener => listener.Id)
            .SelectMany(pair => new[] { pair.Old?.BalancerId ?? "", pair.Fresh?.BalancerId ?? "" }));
        _needed.UnionWith(_change.ListenerRules.Select(rule => _index.Listeners.GetValueOrDefault(rule.ListenerId)?.BalancerId ?? ""));
        _needed.UnionWith(_change.TargetGroups.Select(group => group.Id));
        _needed.UnionWith(_change.TargetHealth.Select(health => health.TargetGroupId));
        _needed.UnionWith(_change.Attributes.Select(attributes => attributes.OwnerId));
        _needed.UnionWith(_change.Removed);
    }

    // what comes through a subnet of a network, or through its border, concerns all of the network
    private void Widen()
    {
        Vpcs.UnionWith(Subnets.Where(id => _network.IsPassed(id)).Select(id => _index.Subnets[id].VpcId));
        Subnets.UnionWith(_index.Subnets.Values.Where(subnet => Vpcs.Contains(subnet.VpcId)).Select(subnet => subnet.Id));
        _needed.UnionWith([.. Groups, .. Subnets, .. Vpcs, .. Instances]);
        _needed.Remove("");
    }

    private void AddPassedBy(string targetId) => Vpcs.UnionWith(_network.Passed.Where(passed => passed.TargetId == targetId).Select(passed => passed.VpcId));

    private void AddPeersOf(string vpcId) => Vpcs.UnionWith(_index.Peerings.Values
        .Where(peering => peering.Requester.VpcId == vpcId || peering.Accepter.VpcId == vpcId)
        .SelectMany(peering => new[] { peering.Requester.VpcId, peering.Accepter.VpcId }));

    /// <summary>Components that change, as they were and as they will be; <see langword="null"/> where there is none.</summary>
    private IEnumerable<(T? Old, T? Fresh)> Pairs<T>(Dictionary<string, T> known, List<T> changes, Func<T, string> id)
        where T : class =>
        changes.Select(fresh => (known.GetValueOrDefault(id(fresh)), (T?)fresh))
            .Concat(_change.Removed.Where(known.ContainsKey).Select(gone => ((T?)known[gone], default(T))));
}
