using System.Collections.Immutable;
using System.Numerics;
using Vigil.Reachability.Paths;

namespace Vigil.Reachability.Inspection;

/// <summary>The fewest hops of a way that would have to let more by.</summary>
internal static class SmallestChange
{
    /// <summary>Most conditions of which all sets are tried; of more, all that let nobody by must change, and the others stay.</summary>
    private const int MaxConditions = 16;

    /// <summary>The way as it is blocked; <see langword="null"/> when somebody gets through.</summary>
    /// <param name="way">Where it leads.</param>
    /// <param name="first">What is in the way of everybody.</param>
    /// <param name="conditions">What hops ask of clients.</param>
    /// <param name="approach">From where clients come.</param>
    public static BlockedWay? Of(BlockedWay way, List<Obstacle> first, List<Condition> conditions, Approach approach)
    {
        var change = Fewest(conditions, approach.Clients);
        if (first.Count == 0 && change.Length == 0)
        {
            return null;
        }

        var everybody = new Clients(approach.Clients, approach.Everybody);
        var helped = new Clients(conditions.Except(change).Aggregate(approach.Clients, (set, condition) => set.Intersect(condition.Passing)), approach.Everybody);
        return way with
        {
            Obstacles = [.. first, .. conditions.Where(condition => !condition.Passing.Overlaps(approach.Clients)).Select(condition => condition.Obstacle(everybody))],
            SmallestChange = [.. first, .. change.Select(condition => condition.Obstacle(helped))],
        };
    }

    private static Condition[] Fewest(List<Condition> conditions, AddressSet clients)
    {
        Condition[] closed = [.. conditions.Where(condition => !condition.Passing.Overlaps(clients))];
        Condition[] others = [.. conditions.Except(closed)];
        var best = conditions.ToArray();
        for (var mask = 0; mask < 1 << Math.Min(others.Length, MaxConditions); mask++)
        {
            if (closed.Length + BitOperations.PopCount((uint)mask) < best.Length
                && !others.Where((_, number) => (mask >> number & 1) == 0).Aggregate(clients, (set, condition) => set.Intersect(condition.Passing)).IsEmpty)
            {
                best = [.. closed, .. others.Where((_, number) => (mask >> number & 1) == 1)];
            }
        }

        return best;
    }
}
