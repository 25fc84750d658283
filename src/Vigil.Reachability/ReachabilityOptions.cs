namespace Vigil.Reachability;

/// <summary>Choices where the rules leave one (<c>docs/reachability.md</c>).</summary>
public sealed record ReachabilityOptions
{
    /// <summary>Client ports, of which one must work (R9): from and to, both included.</summary>
    public (ushort First, ushort Last) SourcePorts { get; init; } = (1024, ushort.MaxValue);

    /// <summary>Whether appliances to which routes lead are taken to forward unchanged (R37).</summary>
    public bool TraverseMiddleboxes { get; init; }

    /// <summary>Whether only targets count that are healthy now (R73).</summary>
    public bool HealthyTargetsOnly { get; init; }

    /// <summary>Whether a peer's own route table must lead here (R43).</summary>
    public bool RequirePeerRoute { get; init; }

    /// <summary>Whether endpoints of firewalls are taken to let traffic pass (R36).</summary>
    public bool FirewallEndpointsPass { get; init; } = true;

    /// <summary>Whether a transit gateway is an entry (R2).</summary>
    public bool TransitGateways { get; init; } = true;
}
