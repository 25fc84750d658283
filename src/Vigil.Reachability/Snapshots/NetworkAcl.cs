using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>The stateless filter at the border of some subnets.</summary>
internal sealed record NetworkAcl(string Id)
{
    public string VpcId { get; init; } = "";

    /// <summary>Whether it serves the subnets that name no other (R51).</summary>
    public bool IsDefault { get; init; }

    public ImmutableArray<string> SubnetIds { get; init; } = [];

    public ImmutableArray<AclEntry> Entries { get; init; } = [];
}

/// <summary>One numbered entry: the first that matches decides (R52).</summary>
/// <param name="Number">Its place.</param>
/// <param name="IsEgress">Whether it is for packets that leave the subnet.</param>
/// <param name="IsAllow">What it decides.</param>
/// <param name="Transports">Protocols that it matches.</param>
/// <param name="Ports">Destination ports that it matches.</param>
/// <param name="Peer">The sender's block on the way in, the receiver's on the way out (R54).</param>
internal sealed record AclEntry(int Number, bool IsEgress, bool IsAllow, Transports Transports, PortSet Ports, Prefix Peer);
