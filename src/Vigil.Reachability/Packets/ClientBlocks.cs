using System.Collections.Immutable;

namespace Vigil.Reachability.Packets;

/// <summary>Writes a set of clients as few blocks.</summary>
internal static class ClientBlocks
{
    /// <summary>Most blocks that are written.</summary>
    public const int MaxBlocks = 1_000;

    /// <summary>The widest blocks that hold all these clients and none of the others. Addresses that can be no clients do not matter.</summary>
    /// <param name="clients">The clients.</param>
    /// <param name="possible">Everybody who can be one.</param>
    public static ImmutableArray<string> Of(AddressSet clients, AddressSet possible) => [.. PrefixesOf(clients, possible).Select(block => block.ToString())];

    /// <summary>The same, as prefixes.</summary>
    public static ImmutableArray<Prefix> PrefixesOf(AddressSet clients, AddressSet possible)
    {
        var others = possible.Except(clients);
        var blocks = new List<Prefix>();
        foreach (var all in AddressSpace.Everything)
        {
            Add(all, clients.Intervals, others.Intervals, blocks);
        }

        return [.. blocks];
    }

    // clients and others are apart, so that halving ends
    private static void Add(Prefix block, ReadOnlySpan<Interval<UInt128>> clients, ReadOnlySpan<Interval<UInt128>> others, List<Prefix> blocks)
    {
        clients = Overlapping(clients, block);
        if (clients.IsEmpty || blocks.Count >= MaxBlocks)
        {
            return;
        }

        others = Overlapping(others, block);
        if (others.IsEmpty)
        {
            blocks.Add(block);
            return;
        }

        var (left, right) = block.Halves();
        Add(left, clients, others, blocks);
        Add(right, clients, others, blocks);
    }

    private static ReadOnlySpan<Interval<UInt128>> Overlapping(ReadOnlySpan<Interval<UInt128>> sorted, Prefix block)
    {
        while (!sorted.IsEmpty && sorted[0].Last < block.First)
        {
            sorted = sorted[1..];
        }

        while (!sorted.IsEmpty && sorted[^1].First > block.Last)
        {
            sorted = sorted[..^1];
        }

        return sorted;
    }
}
