using System.Collections.Immutable;
using Vigil.Domain.Diagnostics;
using Vigil.Reachability.Snapshots.Reading;

namespace Vigil.Reachability.Snapshots;

/// <summary>A network configuration: the lists of the <c>Describe*</c> answers of EC2 and Elastic Load Balancing, as far as the analysis uses them.</summary>
public sealed class Snapshot
{
    internal List<Vpc> Vpcs { get; init; } = [];

    internal List<Subnet> Subnets { get; init; } = [];

    internal List<RouteTable> RouteTables { get; init; } = [];

    internal List<NetworkAcl> NetworkAcls { get; init; } = [];

    internal List<SecurityGroup> SecurityGroups { get; init; } = [];

    internal List<PrefixList> PrefixLists { get; init; } = [];

    internal List<NetworkInterface> Interfaces { get; init; } = [];

    /// <summary>Interfaces as the instances state them: they stand in for those that the list of interfaces lacks (R13).</summary>
    internal List<NetworkInterface> InstanceInterfaces { get; init; } = [];

    internal List<Instance> Instances { get; init; } = [];

    internal List<ElasticAddress> Addresses { get; init; } = [];

    internal List<Gateway> InternetGateways { get; init; } = [];

    internal List<Gateway> VpnGateways { get; init; } = [];

    internal List<PeeringConnection> Peerings { get; init; } = [];

    internal List<Endpoint> Endpoints { get; init; } = [];

    internal List<TransitGateway> TransitGateways { get; init; } = [];

    internal List<TransitAttachment> TransitAttachments { get; init; } = [];

    internal List<TransitVpcAttachment> TransitVpcAttachments { get; init; } = [];

    internal List<TransitRouteTable> TransitRouteTables { get; init; } = [];

    internal List<Balancer> Balancers { get; init; } = [];

    internal List<Listener> Listeners { get; init; } = [];

    internal List<ListenerRule> ListenerRules { get; init; } = [];

    internal List<TargetGroup> TargetGroups { get; init; } = [];

    internal List<TargetHealth> TargetHealth { get; init; } = [];

    internal List<BalancerAttributes> Attributes { get; init; } = [];

    /// <summary>What of the snapshot could not be read.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; internal set; } = [];

    /// <summary>Whether nothing but security groups is in it.</summary>
    internal bool HoldsOnlyGroups => SecurityGroups.Count > 0
        && Vpcs.Count + Subnets.Count + RouteTables.Count + NetworkAcls.Count + PrefixLists.Count + Interfaces.Count + InstanceInterfaces.Count + Instances.Count
        + Addresses.Count + InternetGateways.Count + VpnGateways.Count + Peerings.Count + Endpoints.Count + TransitGateways.Count + TransitAttachments.Count
        + TransitVpcAttachments.Count + TransitRouteTables.Count + Balancers.Count + Listeners.Count + ListenerRules.Count + TargetGroups.Count
        + TargetHealth.Count + Attributes.Count + Removed.Count == 0;

    /// <summary>Ids of components that a change takes away.</summary>
    internal List<string> Removed { get; } = [];

    /// <summary>Whether any list of a network was there.</summary>
    internal bool IsKnown { get; set; }

    /// <summary>Reads a snapshot. Lists may be missing; what cannot be read is named in <see cref="Diagnostics"/>.</summary>
    /// <param name="documents">
    /// JSON objects with the lists under their own names, or objects whose member <c>snapshot</c> is one, with the name that diagnostics give to them.
    /// Together they are one snapshot.
    /// </param>
    public static Snapshot Read(params IEnumerable<(string Name, ReadOnlyMemory<byte> Utf8)> documents)
    {
        var reader = new SnapshotReader();
        foreach (var (name, utf8) in documents)
        {
            reader.Add(utf8.Span, name);
        }

        return reader.ToSnapshot();
    }
}
