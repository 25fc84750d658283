using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>A subnet with what decides over its packets: route table and ACL.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="Table">Its route table (R22).</param>
/// <param name="Acl">Its network ACL (R51).</param>
/// <param name="BlocksInternet">Whether Block Public Access keeps packets of the internet out (R33).</param>
internal sealed record Site(Subnet Subnet, RoutingTable Table, AclFilter Acl, bool BlocksInternet)
{
    public string Zone => Subnet.Zone;

    /// <summary>Numbers of those whose paths end here.</summary>
    public List<int> Users { get; } = [];

    // one instance for each subnet: identity is equality
    public bool Equals(Site? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
