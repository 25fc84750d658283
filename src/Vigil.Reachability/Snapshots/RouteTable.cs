using System.Collections.Immutable;

namespace Vigil.Reachability.Snapshots;

/// <summary>The routes of some subnets, or of packets that enter through a gateway.</summary>
internal sealed record RouteTable(string Id)
{
    public string VpcId { get; init; } = "";

    /// <summary>Whether it serves the subnets that name no other (R22).</summary>
    public bool IsMain { get; init; }

    /// <summary>Subnets that name it.</summary>
    public ImmutableArray<string> SubnetIds { get; init; } = [];

    /// <summary>Gateways whose arriving packets it routes (R34).</summary>
    public ImmutableArray<string> GatewayIds { get; init; } = [];

    public ImmutableArray<Route> Routes { get; init; } = [];
}
