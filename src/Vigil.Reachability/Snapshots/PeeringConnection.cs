using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>A connection between two networks.</summary>
internal sealed record PeeringConnection(string Id)
{
    /// <summary>Whether it carries packets (R42).</summary>
    public bool IsActive { get; init; }

    public PeeringSide Requester { get; init; } = new("");

    public PeeringSide Accepter { get; init; } = new("");
}

/// <summary>One of the two networks.</summary>
internal sealed record PeeringSide(string VpcId)
{
    public string OwnerId { get; init; } = "";

    public string Region { get; init; } = "";

    public ImmutableArray<Prefix> Blocks { get; init; } = [];
}
