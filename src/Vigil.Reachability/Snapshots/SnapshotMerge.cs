namespace Vigil.Reachability.Snapshots;

/// <summary>Puts components of changes in the place of those of a snapshot that have the same id, adds the others, and leaves out what is removed.</summary>
internal static class SnapshotMerge
{
    /// <summary>The snapshot as it would be after the changes, one after the other.</summary>
    public static Snapshot Of(Snapshot snapshot, params IReadOnlyList<Snapshot> changes)
    {
        return new()
        {
            Vpcs = Merged(one => one.Vpcs, vpc => vpc.Id),
            Subnets = Merged(one => one.Subnets, subnet => subnet.Id),
            RouteTables = Merged(one => one.RouteTables, table => table.Id),
            NetworkAcls = Merged(one => one.NetworkAcls, acl => acl.Id),
            SecurityGroups = Merged(one => one.SecurityGroups, group => group.Id),
            PrefixLists = Merged(one => one.PrefixLists, list => list.Id),
            Interfaces = Merged(one => one.Interfaces, known => known.Id),
            InstanceInterfaces = Merged(one => one.InstanceInterfaces, stated => stated.Id),
            Instances = Merged(one => one.Instances, instance => instance.Id),
            Addresses = Merged(one => one.Addresses, address => address.PublicAddress),
            InternetGateways = Merged(one => one.InternetGateways, gateway => gateway.Id),
            VpnGateways = Merged(one => one.VpnGateways, gateway => gateway.Id),
            Peerings = Merged(one => one.Peerings, peering => peering.Id),
            Endpoints = Merged(one => one.Endpoints, endpoint => endpoint.Id),
            TransitGateways = Merged(one => one.TransitGateways, gateway => gateway.Id),
            TransitAttachments = Merged(one => one.TransitAttachments, attachment => attachment.Id),
            TransitVpcAttachments = Merged(one => one.TransitVpcAttachments, attachment => attachment.Id),
            TransitRouteTables = Merged(one => one.TransitRouteTables, table => table.Id),
            Balancers = Merged(one => one.Balancers, balancer => balancer.Id),
            Listeners = Merged(one => one.Listeners, listener => listener.Id),
            ListenerRules = Merged(one => one.ListenerRules, rule => rule.ListenerId),
            TargetGroups = Merged(one => one.TargetGroups, group => group.Id),
            TargetHealth = Merged(one => one.TargetHealth, health => health.TargetGroupId),
            Attributes = Merged(one => one.Attributes, attributes => attributes.OwnerId),
            Diagnostics = [.. snapshot.Diagnostics, .. changes.SelectMany(change => change.Diagnostics)],
            IsKnown = snapshot.IsKnown,
        };

        List<T> Merged<T>(Func<Snapshot, List<T>> list, Func<T, string> id) => Merge(list(snapshot), Last(changes, list, id), id);
    }

    /// <summary>For each id that changes the components that it has in the end; none when it is gone.</summary>
    private static Dictionary<string, List<T>> Last<T>(IReadOnlyList<Snapshot> changes, Func<Snapshot, List<T>> list, Func<T, string> id)
    {
        var last = new Dictionary<string, List<T>>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            foreach (var components in list(change).GroupBy(id, StringComparer.Ordinal))
            {
                last[components.Key] = [.. components];
            }

            foreach (var gone in change.Removed)
            {
                last[gone] = [];
            }
        }

        return last;
    }

    private static List<T> Merge<T>(List<T> components, Dictionary<string, List<T>> changed, Func<T, string> id)
    {
        if (changed.Count == 0)
        {
            return components;
        }

        var merged = new List<T>(components.Count + changed.Count);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var component in components)
        {
            if (!changed.TryGetValue(id(component), out var instead))
            {
                merged.Add(component);
            }
            else if (placed.Add(id(component)))
            {
                merged.AddRange(instead);
            }
        }

        merged.AddRange(changed.Where(pair => !placed.Contains(pair.Key)).SelectMany(pair => pair.Value));
        return merged;
    }
}
