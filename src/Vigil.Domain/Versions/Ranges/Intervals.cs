using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Vigil.Domain.Versions.Ranges;

/// <summary>Mathematical notation for ranges, as Maven and NuGet have it: <c>[1.0,2.0)</c>, <c>[1.0]</c>, <c>(,1.0],[1.2,)</c>.</summary>
internal static class Intervals
{
    /// <summary>Reads one or more intervals; between them a comma may stand.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Constraint? constraint)
    {
        constraint = null;
        var sets = ImmutableArray.CreateBuilder<ImmutableArray<Comparator>>();
        for (var rest = text.Trim(); !rest.IsEmpty;)
        {
            if (rest[0] == ',' && sets.Count > 0)
            {
                rest = rest[1..].TrimStart();
            }

            if (!TryTakeInterval(ref rest, out var set))
            {
                return false;
            }

            sets.Add(set);
        }

        constraint = new ComparatorSets(sets.ToImmutable());
        return sets.Count > 0;
    }

    private static bool TryTakeInterval(scoped ref ReadOnlySpan<char> rest, out ImmutableArray<Comparator> set)
    {
        set = [];
        if (rest is not ['[' or '(', ..] || rest[1..].IndexOfAny("[](),") is not (>= 0 and var firstEnd))
        {
            return false;
        }

        var first = rest.Slice(1, firstEnd).Trim();
        var isExact = rest[firstEnd + 1] != ',';
        var second = isExact ? rest[(firstEnd + 1)..] : rest[(firstEnd + 2)..];
        var end = second.IndexOfAny("[](),");
        if (end < 0 || second[end] is not (']' or ')') || isExact && first.IsEmpty)
        {
            return false;
        }

        set = isExact
            ? [new Comparator(ComparatorOperator.Equal, first.ToString())]
            : Between(first, rest[0] == '[', second[..end].Trim(), second[end] == ']');
        rest = second[(end + 1)..].TrimStart();
        return true;
    }

    private static ImmutableArray<Comparator> Between(ReadOnlySpan<char> from, bool isFromIncluded, ReadOnlySpan<char> to, bool isToIncluded)
    {
        var set = ImmutableArray.CreateBuilder<Comparator>(2);
        if (!from.IsEmpty)
        {
            set.Add(new Comparator(isFromIncluded ? ComparatorOperator.GreaterOrEqual : ComparatorOperator.Greater, from.ToString()));
        }

        if (!to.IsEmpty)
        {
            set.Add(new Comparator(isToIncluded ? ComparatorOperator.LessOrEqual : ComparatorOperator.Less, to.ToString()));
        }

        return set.ToImmutable();
    }
}
