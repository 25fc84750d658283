using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>Kind of a load balancer.</summary>
internal enum BalancerKind
{
    Application,
    Network,
    Classic,

    /// <summary>No path of its own (R87).</summary>
    Gateway,
}

/// <summary>A load balancer.</summary>
/// <param name="Id">Its ARN, or the name of a classic one.</param>
internal sealed record Balancer(string Id)
{
    public BalancerKind Kind { get; init; }

    public bool IsActive { get; init; }

    public bool IsInternetFacing { get; init; }

    public string IpAddressType { get; init; } = "ipv4";

    public ImmutableArray<string> SubnetIds { get; init; } = [];

    public ImmutableArray<string> GroupIds { get; init; } = [];

    /// <summary>What the description of its interfaces says (R69).</summary>
    public string InterfaceDescription { get; init; } = "";

    /// <summary>Listeners and targets of a classic one; those of the others are apart.</summary>
    public ImmutableArray<ClassicListener> ClassicListeners { get; init; } = [];

    public ImmutableArray<string> ClassicInstanceIds { get; init; } = [];

    /// <summary>Whether a classic one serves all zones from each (R75).</summary>
    public bool ClassicCrossZone { get; init; }
}

/// <summary>A port of a classic load balancer and the port of the instances behind it.</summary>
internal sealed record ClassicListener(ushort Port, ushort InstancePort);

/// <summary>A port of a load balancer, or a rule of one.</summary>
internal sealed record Listener(string Id)
{
    public string BalancerId { get; init; } = "";

    public ushort Port { get; init; }

    public Transports Transports { get; init; }

    /// <summary>Target groups that its default actions forward to (R71).</summary>
    public ImmutableArray<string> TargetGroupIds { get; init; } = [];
}

/// <summary>A rule of a listener: its conditions are taken as met by some request (R71).</summary>
internal sealed record ListenerRule(string ListenerId, ImmutableArray<string> TargetGroupIds);
