using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>Names blocks that should be apart and share addresses: those of the subnets of a network, and of the networks of a connection.</summary>
internal static class Overlaps
{
    /// <summary>Adds a diagnostic for each.</summary>
    public static void Check(ComponentIndex index, DiagnosticList diagnostics)
    {
        foreach (var network in index.Subnets.Values.GroupBy(subnet => subnet.VpcId))
        {
            foreach (var (outer, inner) in Among(network.SelectMany(subnet => subnet.Blocks.Select(block => (block, subnet.Id)))))
            {
                diagnostics.Add(ReachabilityCodes.Overlap, inner.Id, $"{inner.Block} lies in {outer.Block} of {outer.Id}: an interface counts to the subnet that it names");
            }
        }

        foreach (var peering in index.Peerings.Values.Where(peering => peering.IsActive))
        {
            var sides = new[] { peering.Requester, peering.Accepter };
            foreach (var (_, inner) in Among(sides.SelectMany(side => side.Blocks.Distinct().Select(block => (block, side.VpcId)))))
            {
                diagnostics.Add(ReachabilityCodes.Overlap, peering.Id, $"both of its networks have {inner.Block}: who has such an address there is no client here");
            }
        }
    }

    /// <summary>The pairs of which one lies in the other; each block is compared with the widest around it.</summary>
    private static IEnumerable<((Prefix Block, string Id) Outer, (Prefix Block, string Id) Inner)> Among(IEnumerable<(Prefix Block, string Id)> blocks)
    {
        var outer = default((Prefix Block, string Id)?);
        foreach (var block in blocks.OrderBy(block => block.Block).ThenBy(block => block.Id, StringComparer.Ordinal))
        {
            if (outer is { } around && around.Block.Contains(block.Block))
            {
                yield return (around, block);
            }
            else
            {
                outer = block;
            }
        }
    }
}
