using System.Collections.Immutable;

namespace Vigil.Reachability.Snapshots;

/// <summary>An endpoint of a service inside a network.</summary>
internal sealed record Endpoint(string Id)
{
    public string VpcId { get; init; } = "";

    /// <summary>Whether it hands packets to a firewall and back (R36), and is available.</summary>
    public bool IsFirewall { get; init; }

    public ImmutableArray<string> SubnetIds { get; init; } = [];
}
