namespace Vigil.Reachability.Packets;

/// <summary>Cuts the line of addresses at the borders of prefixes.</summary>
/// <remarks>Prefixes nest, so that a stack holds those around the current place: never more than there are lengths. The cost is linear in the prefixes after sorting.</remarks>
internal static class PrefixSweep
{
    /// <summary>Told of one stretch of addresses: <paramref name="around"/> holds the numbers of the prefixes around it, the longest last.</summary>
    internal delegate void Stretch(Interval<UInt128> addresses, List<int> around);

    /// <summary>Visits the stretches that lie in a prefix, in ascending order.</summary>
    /// <param name="prefixes">The prefixes, each once.</param>
    /// <param name="visit">Told of each stretch.</param>
    public static void Visit(IReadOnlyList<Prefix> prefixes, Stretch visit)
    {
        var order = new int[prefixes.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (left, right) => prefixes[left].CompareTo(prefixes[right]));
        var around = new List<int>();
        var next = UInt128.Zero;
        foreach (var number in order)
        {
            var prefix = prefixes[number];
            Leave(prefixes, around, ref next, prefix.First, visit);
            if (around.Count > 0 && next < prefix.First)
            {
                visit(new(next, prefix.First - 1), around);
            }

            around.Add(number);
            next = prefix.First;
        }

        Leave(prefixes, around, ref next, until: null, visit);
    }

    private static void Leave(IReadOnlyList<Prefix> prefixes, List<int> around, ref UInt128 next, UInt128? until, Stretch visit)
    {
        while (around.Count > 0 && (until is null || prefixes[around[^1]].Last < until))
        {
            var last = prefixes[around[^1]].Last;
            if (next <= last)
            {
                visit(new(next, last), around);
                next = last + 1;
            }

            around.RemoveAt(around.Count - 1);
            if (last == UInt128.MaxValue)
            {
                return;
            }
        }
    }
}
