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
            Add(all, clients, others, blocks);
        }

        return [.. blocks];
    }

    private static void Add(Prefix block, AddressSet clients, AddressSet others, List<Prefix> blocks)
    {
        var addresses = AddressSet.Of(block.First, block.Last);
        if (blocks.Count >= MaxBlocks || !clients.Overlaps(addresses))
        {
            return;
        }

        if (!others.Overlaps(addresses))
        {
            blocks.Add(block);
            return;
        }

        // what remains is smaller in each half, so that halving ends
        var (here, there) = (clients.Intersect(addresses), others.Intersect(addresses));
        var (left, right) = block.Halves();
        Add(left, here, there, blocks);
        Add(right, here, there, blocks);
    }
}
