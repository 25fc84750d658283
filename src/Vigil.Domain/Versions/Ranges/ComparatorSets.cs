using System.Collections.Immutable;

namespace Vigil.Domain.Versions.Ranges;

/// <summary>Alternatives of conjunctions: any of the sets, of which all comparators hold. A set without comparators holds every version.</summary>
public sealed class ComparatorSets(ImmutableArray<ImmutableArray<Comparator>> sets) : Constraint
{
    /// <summary>Every version.</summary>
    public static ComparatorSets Everything { get; } = new([[]]);

    /// <summary>The alternatives, in the order of the text.</summary>
    public ImmutableArray<ImmutableArray<Comparator>> Sets { get; } = sets;

    /// <inheritdoc/>
    public override bool IsSatisfiedBy(VersionScheme scheme, ReadOnlySpan<char> version)
    {
        foreach (var set in Sets)
        {
            if (HoldsAll(set, scheme, version))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" || ", Sets.Select(set => string.Join(", ", set)));

    internal static bool HoldsAll(ImmutableArray<Comparator> set, VersionScheme scheme, ReadOnlySpan<char> version)
    {
        foreach (var comparator in set)
        {
            if (!comparator.IsSatisfiedBy(scheme, version))
            {
                return false;
            }
        }

        return true;
    }
}
