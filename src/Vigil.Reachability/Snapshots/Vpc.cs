using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>A virtual network.</summary>
internal sealed record Vpc(string Id)
{
    public string OwnerId { get; init; } = "";

    /// <summary>The blocks that are associated, of both families (R92).</summary>
    public ImmutableArray<Prefix> Blocks { get; init; } = [];

    /// <summary>Mode of Block Public Access (R33); empty when the snapshot has none.</summary>
    public string BlockPublicAccess { get; init; } = "";
}
