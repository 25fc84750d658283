namespace Vigil.Reachability;

/// <summary>Kinds of components through which packets come into a network.</summary>
[Flags]
public enum EntryKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Internet gateways.</summary>
    Internet = 1,

    /// <summary>Peering connections.</summary>
    Peering = 2,

    /// <summary>Virtual private gateways: VPN connections and Direct Connect.</summary>
    Vpn = 4,

    /// <summary>Transit gateways.</summary>
    Transit = 8,

    /// <summary>All of them.</summary>
    All = Internet | Peering | Vpn | Transit,
}

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

    /// <summary>Which kinds of components are entries (R2).</summary>
    public EntryKinds Entries { get; init; } = EntryKinds.All;
}
