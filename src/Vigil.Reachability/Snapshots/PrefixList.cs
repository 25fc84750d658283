using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>A named list of blocks that routes and rules refer to.</summary>
internal sealed record PrefixList(string Id)
{
    /// <summary>Its blocks; unset when the snapshot names the list without them.</summary>
    public ImmutableArray<Prefix> Entries { get; init; }
}
