using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>A network ACL as packet sets: what its first matching entries let through (R52 to R57).</summary>
/// <param name="acl">The ACL.</param>
internal sealed class AclFilter(NetworkAcl acl)
{
    private readonly PacketSet?[] _allowed = new PacketSet?[4];

    public string Id => acl.Id;

    /// <summary>What may enter: senders with the destination ports that they may use.</summary>
    public PacketSet Inbound(Transport transport) => Allowed(transport, isEgress: false);

    /// <summary>What may leave: receivers with the destination ports at which they may be sent to.</summary>
    public PacketSet Outbound(Transport transport) => Allowed(transport, isEgress: true);

    private PacketSet Allowed(Transport transport, bool isEgress) =>
        _allowed[((int)transport * 2) + (isEgress ? 1 : 0)] ??= Compute(transport == Transport.Tcp ? Transports.Tcp : Transports.Udp, isEgress);

    private PacketSet Compute(Transports transport, bool isEgress)
    {
        AclEntry[] entries =
        [
            .. acl.Entries.Where(entry => entry.IsEgress == isEgress && entry.Transports.HasFlag(transport))
                .OrderBy(entry => entry.Number).Take(SnapshotLimits.MaxAclEntries),
        ];
        var byBlock = entries.GroupBy(entry => entry.Peer).ToArray();
        var pieces = new List<PacketSet.Piece>();
        PrefixSweep.Visit([.. byBlock.Select(group => group.Key)], (addresses, around) =>
            pieces.Add(new(addresses, FirstMatches(around.SelectMany(number => byBlock[number]).OrderBy(entry => entry.Number)))));
        return PacketSet.Of(pieces);
    }

    private static PortSet FirstMatches(IEnumerable<AclEntry> entries)
    {
        var (undecided, allowed) = (PortSet.All, PortSet.Empty);
        foreach (var entry in entries)
        {
            if (entry.IsAllow)
            {
                allowed = allowed.Union(undecided.Intersect(entry.Ports));
            }

            undecided = undecided.Except(entry.Ports);
            if (undecided.IsEmpty)
            {
                break;
            }
        }

        return allowed;
    }
}
