using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>Groups of the load balancer stand for its nodes, and of a client whose address is kept for itself (R65, R81).</summary>
internal sealed class BalancerScope(Balancer balancer, Node node, ReferenceScope ofClient) : ReferenceScope
{
    public override IEnumerable<Prefix> MembersOf(GroupReference reference, SecurityGroup by) =>
        balancer.GroupIds.Contains(reference.GroupId) || node.GroupIds.Contains(reference.GroupId) ? AddressSpace.Everything
        : ofClient.MembersOf(reference, by);
}
