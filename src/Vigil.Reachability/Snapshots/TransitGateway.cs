using System.Collections.Immutable;

namespace Vigil.Reachability.Snapshots;

/// <summary>A router between networks, VPNs and other transit gateways.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OwnerId">Account that owns it.</param>
/// <param name="ResolvesGroups">Whether rules may name groups across it (R65).</param>
internal sealed record TransitGateway(string Id, string OwnerId, bool ResolvesGroups);

/// <summary>What hangs on a transit gateway.</summary>
internal sealed record TransitAttachment(string Id)
{
    public string TransitGatewayId { get; init; } = "";

    /// <summary><c>vpc</c>, <c>vpn</c>, <c>direct-connect-gateway</c>, <c>connect</c>, <c>peering</c>.</summary>
    public string ResourceType { get; init; } = "";

    public string ResourceId { get; init; } = "";

    public bool IsAvailable { get; init; }

    /// <summary>Table that routes what comes from it; empty when none is associated.</summary>
    public string RouteTableId { get; init; } = "";
}

/// <summary>What the side of the network says of its attachment.</summary>
internal sealed record TransitVpcAttachment(string Id)
{
    public string TransitGatewayId { get; init; } = "";

    public string VpcId { get; init; } = "";

    public bool IsAvailable { get; init; }

    /// <summary>Whether rules may name groups across it (R65).</summary>
    public bool ResolvesGroups { get; init; }

    /// <summary>One subnet for each zone (R50).</summary>
    public ImmutableArray<string> SubnetIds { get; init; } = [];
}

/// <summary>The routes of one table of a transit gateway.</summary>
internal sealed record TransitRouteTable(string Id, ImmutableArray<Route> Routes);
