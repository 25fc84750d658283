using Vigil.Reachability.Snapshots;

namespace Vigil.Tests.Reachability.Simulation;

/// <summary>A network as text, for the person who reads of a difference.</summary>
internal static class NetworkText
{
    public static string Of(Snapshot snapshot) => string.Join('\n',
    [
        .. snapshot.Vpcs.Select(one => $"{one.Id} {one.BlockPublicAccess}"),
        .. snapshot.Subnets.Select(one => $"{one.Id} {one.BlockPublicAccess}"),
        .. snapshot.InternetGateways.Concat(snapshot.VpnGateways).Select(one => $"{one.Id} of {Text(one.VpcIds)}"),
        .. snapshot.Peerings.Select(one => $"{one.Id} active {one.IsActive} {one.Requester.Region}{one.Accepter.Region} {one.Accepter.OwnerId}"),
        .. snapshot.Endpoints.Select(one => $"{one.Id} firewall {one.IsFirewall}"),
        .. snapshot.TransitGateways.Select(one => one.ToString()),
        .. snapshot.TransitAttachments.Select(one => one.ToString()),
        .. snapshot.TransitVpcAttachments.Select(one => $"{one.Id} {one.VpcId} {one.ResolvesGroups} {Text(one.SubnetIds)}"),
        .. snapshot.TransitRouteTables.Select(one => $"{one.Id}:{Text(one.Routes.Select(Text))}"),
        .. snapshot.RouteTables.Select(one => $"{one.Id} main {one.IsMain} {Text(one.SubnetIds)} {Text(one.GatewayIds)}:{Text(one.Routes.Select(Text))}"),
        .. snapshot.NetworkAcls.Select(one => $"{one.Id} default {one.IsDefault} {Text(one.SubnetIds)}:{Text(one.Entries.OrderBy(entry => entry.Number).Select(entry => $"\n  {entry.Number} {(entry.IsEgress ? "out" : "in")} {(entry.IsAllow ? "allow" : "deny")} {entry.Transports} {entry.Ports.Intervals[0]} {entry.Peer}"))}"),
        .. snapshot.SecurityGroups.Select(one => $"{one.Id}:{Text(one.Ingress.Select(Text))}\n out{Text(one.Egress.Select(Text))}"),
        .. snapshot.Instances.Select(one => one.ToString()),
        .. snapshot.Interfaces.Select(one => $"{one.Id} {one.SubnetId} {one.InstanceId} {one.Description} {one.ChecksDestination} {Text(one.GroupIds)} {Text(one.Addresses.Select(address => $"{address.Block} {address.PublicAddress}"))}"),
        .. snapshot.Balancers.Select(one => $"{one.Id} {one.Kind} {one.IsInternetFacing} {one.IpAddressType} {Text(one.SubnetIds)} {Text(one.GroupIds)} {one.ClassicCrossZone}"),
        .. snapshot.Listeners.Select(one => $"{one.Id} {one.BalancerId} {one.Port} {one.Transports} {Text(one.TargetGroupIds)}"),
        .. snapshot.TargetGroups.Select(one => one.ToString()),
        .. snapshot.TargetHealth.Select(one => $"{one.TargetGroupId} {Text(one.Targets.Select(target => target.ToString()))}"),
        .. snapshot.Attributes.Select(one => $"{one.OwnerId} {Text(one.Values.Select(pair => pair.ToString()))}"),
    ]);

    private static string Text(Route route) => $"\n  {route.Destination?.ToString() ?? route.PrefixListId} -> {Text(route.Targets)}{(route.IsBlackhole ? " blackhole" : "")}{(route.IsPropagated ? " propagated" : "")}";

    private static string Text(Permission rule) => $"\n  {rule.Transports} {rule.Ports.Intervals[0]} {Text(rule.Blocks.Select(block => block.ToString()))} {Text(rule.PrefixListIds)} {Text(rule.Groups.Select(group => group.ToString()))}";

    private static string Text(IEnumerable<string> texts) => string.Join(' ', texts);
}
