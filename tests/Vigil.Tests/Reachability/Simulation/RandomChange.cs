using Vigil.Reachability.Snapshots;

namespace Vigil.Tests.Reachability.Simulation;

/// <summary>Changes of any kinds of components: some of another network take the place of those with the same id, or are new, and some go.</summary>
internal static class RandomChange
{
    public static Snapshot Of(Snapshot now, Snapshot other, Choices choices)
    {
        var change = new Snapshot();
        var additions = AdditionsOf(other, change);
        for (var i = 0; i <= choices.Below(3); i++)
        {
            additions[choices.Below(additions.Count)]();
        }

        if (choices.Once(4))
        {
            string[] ids = [.. IdsOf(now)];
            var id = ids[choices.Below(ids.Length)];
            if (!IdsOf(change).Contains(id))
            {
                change.Removed.Add(id);
            }
        }

        return change;
    }

    public static string Text(Snapshot change) => $"put {string.Join(' ', IdsOf(change))}, removed {string.Join(' ', change.Removed)}\n{NetworkText.Of(change)}";

    private static List<Action> AdditionsOf(Snapshot other, Snapshot change) =>
    [
        .. Each(other.Vpcs, change.Vpcs), .. Each(other.Subnets, change.Subnets), .. Each(other.RouteTables, change.RouteTables), .. Each(other.NetworkAcls, change.NetworkAcls),
        .. Each(other.SecurityGroups, change.SecurityGroups), .. Each(other.PrefixLists, change.PrefixLists), .. Each(other.Interfaces, change.Interfaces),
        .. Each(other.Interfaces, change.InstanceInterfaces), .. Each(other.Instances, change.Instances), .. Each(AssociationsOf(other), change.Addresses),
        .. Each(other.InternetGateways, change.InternetGateways), .. Each(other.VpnGateways, change.VpnGateways), .. Each(other.Peerings, change.Peerings),
        .. Each(other.Endpoints, change.Endpoints), .. Each(other.TransitGateways, change.TransitGateways), .. Each(other.TransitAttachments, change.TransitAttachments),
        .. Each(other.TransitVpcAttachments, change.TransitVpcAttachments), .. Each(other.TransitRouteTables, change.TransitRouteTables), .. Each(other.Balancers, change.Balancers),
        .. Each(other.Listeners, change.Listeners), .. Each(other.ListenerRules, change.ListenerRules), .. Each(other.TargetGroups, change.TargetGroups),
        .. Each(other.TargetHealth, change.TargetHealth), .. Each(other.Attributes, change.Attributes),
    ];

    private static List<ElasticAddress> AssociationsOf(Snapshot snapshot) =>
        [.. snapshot.Interfaces.Select((one, number) => new ElasticAddress($"3.0.1.{number % 3}", one.Id, one.Addresses.FirstOrDefault()?.Block))];

    // a kind is as likely as another, whatever there is of it
    private static IEnumerable<Action> Each<T>(List<T> components, List<T> change)
        where T : class
    {
        var (next, repeats) = (0, components.Count == 0 ? 0 : 6);
        return Enumerable.Repeat(
            () =>
            {
                var component = components[(next++ * 5) % components.Count];
                if (!change.Contains(component))
                {
                    change.Add(component);
                }
            },
            repeats);
    }

    private static IEnumerable<string> IdsOf(Snapshot snapshot) =>
    [
        .. snapshot.Vpcs.Select(one => one.Id), .. snapshot.Subnets.Select(one => one.Id), .. snapshot.RouteTables.Select(one => one.Id), .. snapshot.NetworkAcls.Select(one => one.Id),
        .. snapshot.SecurityGroups.Select(one => one.Id), .. snapshot.PrefixLists.Select(one => one.Id), .. snapshot.Interfaces.Select(one => one.Id),
        .. snapshot.InstanceInterfaces.Select(one => one.Id), .. snapshot.Instances.Select(one => one.Id), .. snapshot.Addresses.Select(one => one.PublicAddress),
        .. snapshot.InternetGateways.Select(one => one.Id), .. snapshot.VpnGateways.Select(one => one.Id), .. snapshot.Peerings.Select(one => one.Id),
        .. snapshot.Endpoints.Select(one => one.Id), .. snapshot.TransitGateways.Select(one => one.Id), .. snapshot.TransitAttachments.Select(one => one.Id),
        .. snapshot.TransitRouteTables.Select(one => one.Id), .. snapshot.Balancers.Select(one => one.Id), .. snapshot.Listeners.Select(one => one.Id),
        .. snapshot.TargetGroups.Select(one => one.Id),
    ];
}
