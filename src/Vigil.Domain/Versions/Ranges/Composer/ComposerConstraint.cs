using Vigil.Domain.Versions.Packagist;

namespace Vigil.Domain.Versions.Ranges.Composer;

/// <summary>Comparators of Composer versions. A named branch (<c>dev-main</c>) has no order: only <c>=</c> and <c>!=</c> can hold for it.</summary>
internal sealed class ComposerConstraint(ComparatorSets sets) : Constraint
{
    private const string Branch = "dev-";

    private static readonly PackagistVersion Order = new();

    /// <inheritdoc/>
    public override bool IsSatisfiedBy(VersionScheme scheme, ReadOnlySpan<char> version)
    {
        if (!Order.IsValid(version))
        {
            return false;
        }

        foreach (var set in sets.Sets)
        {
            var holds = true;
            foreach (var comparator in set)
            {
                holds &= Holds(comparator, version);
            }

            if (holds)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => sets.ToString();

    private static bool Holds(Comparator comparator, ReadOnlySpan<char> version)
    {
        var namesBranch = version.StartsWith(Branch) || comparator.Bound.StartsWith(Branch, StringComparison.Ordinal);
        if (namesBranch)
        {
            var isSame = version.SequenceEqual(comparator.Bound);
            return comparator.Operator == ComparatorOperator.Equal && isSame || comparator.Operator == ComparatorOperator.NotEqual && !isSame;
        }

        return comparator.IsSatisfiedBy(Order, version);
    }
}
