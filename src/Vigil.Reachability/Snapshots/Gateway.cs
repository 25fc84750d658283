using System.Collections.Immutable;

namespace Vigil.Reachability.Snapshots;

/// <summary>An internet gateway or a virtual private gateway.</summary>
internal sealed record Gateway(string Id)
{
    /// <summary>Networks that it serves now (R30, R47).</summary>
    public ImmutableArray<string> VpcIds { get; init; } = [];
}
