using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>What the groups that a rule names stand for, seen by packets of one origin (R45, R65, R81).</summary>
internal abstract class ReferenceScope
{
    /// <summary>Where no group stands for anybody: packets from the internet, and those that passed a firewall.</summary>
    public static ReferenceScope None { get; } = new Nobody();

    /// <summary>The blocks of those who are meant.</summary>
    /// <param name="reference">The group that is named.</param>
    /// <param name="by">The group whose rule names it.</param>
    public abstract IEnumerable<Prefix> MembersOf(GroupReference reference, SecurityGroup by);

    private sealed class Nobody : ReferenceScope
    {
        public override IEnumerable<Prefix> MembersOf(GroupReference reference, SecurityGroup by) => [];
    }
}
