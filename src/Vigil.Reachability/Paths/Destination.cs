using Vigil.Reachability.Inspection;
using Vigil.Reachability.Networks;

namespace Vigil.Reachability.Paths;

/// <summary>Where packets shall arrive: an interface of an instance, or a node of a load balancer.</summary>
/// <param name="Site">The subnet.</param>
/// <param name="Address">The address inside the network.</param>
/// <param name="IsPublic">Whether the internet gateway knows it: by a public address, or as a global IPv6 address (R15, R17).</param>
internal readonly record struct Destination(Site Site, UInt128 Address, bool IsPublic)
{
    /// <summary>Whether packets of the internet are kept out (R33).</summary>
    public bool BlocksInternet { get; init; } = Site.BlocksInternet;

    /// <summary>What is said when the internet gateway would have to know the address.</summary>
    public Obstacle? NotPublic { get; init; }
}
