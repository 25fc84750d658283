using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>The stateful filter of interfaces: it only allows.</summary>
internal sealed record SecurityGroup(string Id)
{
    public string VpcId { get; init; } = "";

    public string OwnerId { get; init; } = "";

    public ImmutableArray<Permission> Ingress { get; init; } = [];

    public ImmutableArray<Permission> Egress { get; init; } = [];
}

/// <summary>What a group allows: ports from, or to, any of the peers.</summary>
internal sealed record Permission(Transports Transports, PortSet Ports)
{
    public ImmutableArray<Prefix> Blocks { get; init; } = [];

    public ImmutableArray<string> PrefixListIds { get; init; } = [];

    public ImmutableArray<GroupReference> Groups { get; init; } = [];

    public bool Covers(Transport transport) => Transports.HasFlag(transport == Transport.Tcp ? Transports.Tcp : Transports.Udp);
}

/// <summary>A group named as the peer of a rule.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="UserId">Account of the group; empty when not given.</param>
/// <param name="VpcId">Network of the group when it is another's; empty otherwise.</param>
/// <param name="PeeringId">Peering connection that leads to the group; empty otherwise.</param>
/// <param name="PeeringStatus">State of that connection; empty when not given.</param>
internal sealed record GroupReference(string GroupId, string UserId, string VpcId, string PeeringId, string PeeringStatus);
