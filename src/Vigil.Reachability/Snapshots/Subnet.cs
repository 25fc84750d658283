using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>A part of a virtual network, in one zone.</summary>
internal sealed record Subnet(string Id)
{
    public string VpcId { get; init; } = "";

    public string Zone { get; init; } = "";

    /// <summary>Its blocks, of both families.</summary>
    public ImmutableArray<Prefix> Blocks { get; init; } = [];

    /// <summary>Mode of Block Public Access (R33); empty when that of the network holds.</summary>
    public string BlockPublicAccess { get; init; } = "";
}
