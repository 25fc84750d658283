using System.Collections.Immutable;

namespace Vigil.Reachability.Snapshots;

/// <summary>Targets of a load balancer.</summary>
internal sealed record TargetGroup(string Id)
{
    public string VpcId { get; init; } = "";

    /// <summary><c>instance</c>, <c>ip</c>, <c>alb</c>, <c>lambda</c>.</summary>
    public string TargetType { get; init; } = "instance";

    /// <summary>The protocol in the API's word, <c>TCP_UDP</c>.</summary>
    public string Protocol { get; init; } = "";

    public ushort? Port { get; init; }

    public bool IsIPv6 { get; init; }
}

/// <summary>The targets of a group.</summary>
internal sealed record TargetHealth(string TargetGroupId, ImmutableArray<Target> Targets);

/// <summary>One target and how it is.</summary>
internal sealed record Target(string Id, ushort? Port, string State);

/// <summary>Attributes of a load balancer or a target group.</summary>
internal sealed record BalancerAttributes(string OwnerId, ImmutableDictionary<string, string> Values)
{
    public const string CrossZone = "load_balancing.cross_zone.enabled";

    public const string PreserveClient = "preserve_client_ip.enabled";
}
