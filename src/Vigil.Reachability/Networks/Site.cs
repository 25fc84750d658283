using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>A subnet with what decides over its packets: route table and ACL. One instance for each subnet, until one of them changes.</summary>
/// <param name="subnet">The subnet.</param>
/// <param name="table">Its route table (R22).</param>
/// <param name="acl">Its network ACL (R51).</param>
/// <param name="blocksInternet">Whether Block Public Access keeps packets of the internet out (R33).</param>
internal sealed class Site(Subnet subnet, RoutingTable table, AclFilter acl, bool blocksInternet)
{
    public Subnet Subnet => subnet;

    public RoutingTable Table => table;

    public AclFilter Acl => acl;

    public bool BlocksInternet => blocksInternet;

    public string Zone => subnet.Zone;

    /// <summary>Whether packets for other subnets come through it: to a firewall, or from a transit gateway.</summary>
    public bool IsPassed { get; set; }
}
