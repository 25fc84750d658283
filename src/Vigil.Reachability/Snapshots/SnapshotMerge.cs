namespace Vigil.Reachability.Snapshots;

/// <summary>Puts components of a change in the place of those of a snapshot that have the same id, adds the others, and leaves out what the change removes.</summary>
internal static class SnapshotMerge
{
    /// <summary>The snapshot as it would be.</summary>
    public static Snapshot Of(Snapshot snapshot, Snapshot change)
    {
        var gone = change.Removed.ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Vpcs = Merged(snapshot.Vpcs, change.Vpcs, gone, one => one.Id),
            Subnets = Merged(snapshot.Subnets, change.Subnets, gone, one => one.Id),
            RouteTables = Merged(snapshot.RouteTables, change.RouteTables, gone, one => one.Id),
            NetworkAcls = Merged(snapshot.NetworkAcls, change.NetworkAcls, gone, one => one.Id),
            SecurityGroups = Merged(snapshot.SecurityGroups, change.SecurityGroups, gone, one => one.Id),
            PrefixLists = Merged(snapshot.PrefixLists, change.PrefixLists, gone, one => one.Id),
            Interfaces = Merged(snapshot.Interfaces, change.Interfaces, gone, one => one.Id),
            InstanceInterfaces = Merged(snapshot.InstanceInterfaces, change.InstanceInterfaces, gone, one => one.Id),
            Instances = Merged(snapshot.Instances, change.Instances, gone, one => one.Id),
            Addresses = Merged(snapshot.Addresses, change.Addresses, gone, one => one.PublicAddress),
            InternetGateways = Merged(snapshot.InternetGateways, change.InternetGateways, gone, one => one.Id),
            VpnGateways = Merged(snapshot.VpnGateways, change.VpnGateways, gone, one => one.Id),
            Peerings = Merged(snapshot.Peerings, change.Peerings, gone, one => one.Id),
            Endpoints = Merged(snapshot.Endpoints, change.Endpoints, gone, one => one.Id),
            TransitGateways = Merged(snapshot.TransitGateways, change.TransitGateways, gone, one => one.Id),
            TransitAttachments = Merged(snapshot.TransitAttachments, change.TransitAttachments, gone, one => one.Id),
            TransitVpcAttachments = Merged(snapshot.TransitVpcAttachments, change.TransitVpcAttachments, gone, one => one.Id),
            TransitRouteTables = Merged(snapshot.TransitRouteTables, change.TransitRouteTables, gone, one => one.Id),
            Balancers = Merged(snapshot.Balancers, change.Balancers, gone, one => one.Id),
            Listeners = Merged(snapshot.Listeners, change.Listeners, gone, one => one.Id),
            ListenerRules = Merged(snapshot.ListenerRules, change.ListenerRules, gone, one => one.ListenerId),
            TargetGroups = Merged(snapshot.TargetGroups, change.TargetGroups, gone, one => one.Id),
            TargetHealth = Merged(snapshot.TargetHealth, change.TargetHealth, gone, one => one.TargetGroupId),
            Attributes = Merged(snapshot.Attributes, change.Attributes, gone, one => one.OwnerId),
            Diagnostics = snapshot.Diagnostics.AddRange(change.Diagnostics),
            IsKnown = snapshot.IsKnown,
        };
    }

    private static List<T> Merged<T>(List<T> components, List<T> changes, HashSet<string> gone, Func<T, string> id)
    {
        if (changes.Count + gone.Count == 0)
        {
            return components;
        }

        var merged = new List<T>(components.Count + changes.Count);
        var changed = changes.ToLookup(id, StringComparer.Ordinal);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var component in components)
        {
            var key = id(component);
            if (gone.Contains(key))
            {
                continue;
            }

            if (!changed.Contains(key))
            {
                merged.Add(component);
            }
            else if (placed.Add(key))
            {
                merged.AddRange(changed[key]);
            }
        }

        merged.AddRange(changes.Where(change => !placed.Contains(id(change)) && !gone.Contains(id(change))));
        return merged;
    }
}
