using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>A node of a load balancer that takes requests at a port.</summary>
/// <param name="Balancer">The load balancer.</param>
/// <param name="Node">The node.</param>
/// <param name="Port">The port.</param>
/// <param name="Before">What came to the node.</param>
/// <param name="Clients">Clients whose requests it takes.</param>
/// <param name="Hops">The group that lets them in, if it has any, and the load balancer.</param>
internal sealed record Relay(Balancer Balancer, Node Node, ushort Port, Gate Before, AddressSet Clients, Hop[] Hops)
{
    public AddressSet Nodes => Node.Addresses;

    /// <summary>The load balancer that clients see.</summary>
    public string Via => Before.Relay?.Via ?? Balancer.Id;
}

/// <summary>A node of a load balancer, in one family of addresses (R69).</summary>
/// <param name="Site">Its subnet.</param>
/// <param name="Addresses">Its address; all of the subnet when it is not known.</param>
/// <param name="PublicAddress">Its public address, if it is known.</param>
/// <param name="IsPublic">Whether the internet gateway knows it (R70).</param>
/// <param name="GroupIds">Groups that its interface carries.</param>
internal sealed record Node(Networks.Site Site, AddressSet Addresses, string PublicAddress, bool IsPublic, IReadOnlyCollection<string> GroupIds)
{
    public bool IsIPv4 => Address.IsIPv4(Addresses.First);
}
