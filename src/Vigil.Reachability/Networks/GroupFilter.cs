using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>A security group as packet sets: the union of what its rules allow (R58 to R67).</summary>
/// <param name="group">The group.</param>
/// <param name="lists">Entries of a prefix list; none for a list that is not known.</param>
internal sealed class GroupFilter(SecurityGroup group, Func<string, IReadOnlyList<Prefix>> lists)
{
    private readonly Dictionary<(Transport Transport, ReferenceScope Scope), PacketSet> _ingress = [];

    public string Id => group.Id;

    public SecurityGroup Group => group;

    /// <summary>What its inbound rules allow: senders with the destination ports that they may use.</summary>
    /// <param name="transport">The protocol.</param>
    /// <param name="scope">What the groups that the rules name stand for.</param>
    public PacketSet Ingress(Transport transport, ReferenceScope scope)
    {
        // most groups name no other, and then the scope does not matter
        var key = (transport, NamesGroups ? scope : ReferenceScope.None);
        if (!_ingress.TryGetValue(key, out var allowed))
        {
            allowed = Compute(transport, key.Item2);
            _ingress.Add(key, allowed);
        }

        return allowed;
    }

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
        var allowed = new List<(Prefix Block, PortSet Ports)>();
        foreach (var permission in group.Ingress)
        {
            if (permission.Covers(transport))
            {
                foreach (var block in BlocksOf(permission, scope))
                {
                    allowed.Add((block, permission.Ports));
                }
            }
        }

        if (allowed.Count > SnapshotLimits.MaxGroupBlocks)
        {
            allowed.RemoveRange(SnapshotLimits.MaxGroupBlocks, allowed.Count - SnapshotLimits.MaxGroupBlocks);
        }

        return allowed.Count switch
        {
            0 => PacketSet.Empty,
            1 => PacketSet.Of(AddressSet.Of(allowed[0].Block.First, allowed[0].Block.Last), allowed[0].Ports),
            _ => Layered(Distinct(allowed)),
        };
    }

    private IEnumerable<Prefix> BlocksOf(Permission permission, ReferenceScope scope)
    {
        IEnumerable<Prefix> blocks = permission.Blocks;
        if (!permission.PrefixListIds.IsEmpty)
        {
            blocks = blocks.Concat(permission.PrefixListIds.SelectMany(lists));
        }

        return permission.Groups.IsEmpty || scope == ReferenceScope.None ? blocks
            : blocks.Concat(permission.Groups.SelectMany(reference => scope.MembersOf(reference, group)));
    }

    private static List<(Prefix Block, PortSet Ports)> Distinct(List<(Prefix Block, PortSet Ports)> allowed)
    {
        allowed.Sort(static (left, right) => left.Block.CompareTo(right.Block));
        var distinct = new List<(Prefix Block, PortSet Ports)>(allowed.Count);
        for (int i = 0, end; i < allowed.Count; i = end)
        {
            for (end = i + 1; end < allowed.Count && allowed[end].Block == allowed[i].Block;)
            {
                end++;
            }

            distinct.Add((allowed[i].Block, end == i + 1 ? allowed[i].Ports : PortSet.UnionOf(allowed.GetRange(i, end - i).Select(rule => rule.Ports))));
        }

        return distinct;
    }

    // a block has its own ports and those of the blocks around it
    private static PacketSet Layered(List<(Prefix Block, PortSet Ports)> rules)
    {
        var pieces = new List<PacketSet.Piece>(rules.Count * 2);
        var unions = new Stack<(int Number, PortSet Ports)>();
        PrefixSweep.Visit([.. rules.Select(rule => rule.Block)], (addresses, around) =>
        {
            while (unions.Count > around.Count || (unions.Count > 0 && unions.Peek().Number != around[unions.Count - 1]))
            {
                unions.Pop();
            }

            while (unions.Count < around.Count)
            {
                var number = around[unions.Count];
                unions.Push((number, unions.Count == 0 ? rules[number].Ports : unions.Peek().Ports.Union(rules[number].Ports)));
            }

            pieces.Add(new(addresses, unions.Peek().Ports));
        });
        return PacketSet.Of(pieces);
    }
}
