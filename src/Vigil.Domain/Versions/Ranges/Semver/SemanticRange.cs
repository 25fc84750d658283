using Vigil.Domain.Versions.Npm;
using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Ranges.Semver;

/// <summary>
/// Comparators of semantic versions with the rule that npm and Cargo share: a pre-release belongs to a set only when one of the set's comparators
/// names a pre-release of the same three numbers.
/// </summary>
internal sealed class SemanticRange(ComparatorSets sets, Func<ReadOnlySpan<char>, bool> isVersion, bool includePrerelease) : Constraint
{
    /// <summary>Builds do not count, whatever the scheme of the candidates says.</summary>
    private static readonly NpmVersion Order = new();

    /// <inheritdoc/>
    public override bool IsSatisfiedBy(VersionScheme scheme, ReadOnlySpan<char> version)
    {
        if (!isVersion(version))
        {
            return false;
        }

        var parts = SemanticParts.Read(version.Trim());
        foreach (var set in sets.Sets)
        {
            if (ComparatorSets.HoldsAll(set, Order, version) && (includePrerelease || !parts.HasPrerelease || Admits(set.AsSpan(), parts.Numbers)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As npm prints ranges: <c>&gt;=1.2.3 &lt;2.0.0-0||3.0.0</c>; every version is <c>*</c>.</summary>
    public override string ToString() =>
        string.Join("||", sets.Sets.Select(set => set.IsEmpty ? "*" : string.Join(' ', set.Select(comparator => comparator.ToString().TrimStart('=')))));

    private static bool Admits(ReadOnlySpan<Comparator> set, ReadOnlySpan<char> numbers)
    {
        foreach (var comparator in set)
        {
            var dash = comparator.Bound.IndexOf('-');
            if (dash >= 0 && Order.Compare(comparator.Bound.AsSpan(0, dash), numbers) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
