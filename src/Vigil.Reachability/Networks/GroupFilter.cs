using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>A security group as packet sets: the union of what its rules allow (R58 to R67).</summary>
/// <param name="group">The group.</param>
/// <param name="lists">Entries of a prefix list; none for a list that is not known.</param>
/// <param name="layers">Where its blocks are laid over each other.</param>
internal sealed class GroupFilter(SecurityGroup group, Func<string, IReadOnlyList<Prefix>> lists, BlockLayers layers)
{
    private readonly PacketSet?[] _ingress = new PacketSet?[2];
    private Dictionary<(Transport Transport, ReferenceScope Scope), PacketSet>? _ingressInScope;

    public string Id => group.Id;

    public SecurityGroup Group => group;

    /// <summary>What its inbound rules allow: senders with the destination ports that they may use.</summary>
    /// <param name="transport">The protocol.</param>
    /// <param name="scope">What the groups that the rules name stand for.</param>
    public PacketSet Ingress(Transport transport, ReferenceScope scope)
    {
        // most groups name no other, and then the scope does not matter
        if (scope == ReferenceScope.None || !NamesGroups)
        {
            return _ingress[(int)transport] ??= Compute(transport, ReferenceScope.None);
        }

        _ingressInScope ??= [];
        if (!_ingressInScope.TryGetValue((transport, scope), out var allowed))
        {
            allowed = Compute(transport, scope);
            _ingressInScope.Add((transport, scope), allowed);
        }

        return allowed;
    }

    /// <summary>Numbers of those whose paths the group decides on.</summary>
    public List<int> Users { get; init; } = [];

    /// <summary>Whether its outbound rules allow a new flow to an interface (R74).</summary>
    public bool AllowsTo(UInt128 address, IReadOnlyCollection<string> groupsThere, Transport transport, ushort port)
    {
        foreach (var permission in group.Egress)
        {
            if (permission.Covers(transport) && permission.Ports.Contains(port)
                && (permission.Blocks.Any(block => block.Contains(address))
                    || permission.PrefixListIds.Any(list => lists(list).Any(block => block.Contains(address)))
                    || permission.Groups.Any(reference => groupsThere.Contains(reference.GroupId))))
            {
                return true;
            }
        }

        return false;
    }

    private bool NamesGroups { get; } = group.Ingress.Any(permission => !permission.Groups.IsEmpty);

    private PacketSet Compute(Transport transport, ReferenceScope scope)
    {
        foreach (var permission in group.Ingress)
        {
            if (permission.Covers(transport))
            {
                AddBlocks(permission, scope);
            }
        }

        return layers.ToSet();
    }

    private void AddBlocks(Permission permission, ReferenceScope scope)
    {
        Add(permission.Blocks, permission.Ports);
        foreach (var list in permission.PrefixListIds)
        {
            Add(lists(list), permission.Ports);
        }

        if (scope != ReferenceScope.None)
        {
            foreach (var reference in permission.Groups)
            {
                Add(scope.MembersOf(reference, group), permission.Ports);
            }
        }
    }

    private void Add(IEnumerable<Prefix> blocks, PortSet ports)
    {
        foreach (var block in blocks)
        {
            if (layers.Count == SnapshotLimits.MaxGroupBlocks)
            {
                return;
            }

            layers.Add(block, ports);
        }
    }
}
