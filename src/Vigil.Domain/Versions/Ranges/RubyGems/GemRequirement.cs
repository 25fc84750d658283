using System.Collections.Immutable;
using Vigil.Domain.Versions.RubyGems;

namespace Vigil.Domain.Versions.Ranges.RubyGems;

/// <summary>One clause of a gem requirement.</summary>
/// <param name="Comparator">What the version must be.</param>
/// <param name="ReleaseLimit">For <c>~&gt;</c>: what the release of the version (without pre-release) must be less than; else <see langword="null"/>.</param>
internal readonly record struct GemClause(Comparator Comparator, string? ReleaseLimit);

/// <summary>Alternatives of clauses that all must hold.</summary>
internal sealed class GemRequirement(ImmutableArray<ImmutableArray<GemClause>> alternatives) : Constraint
{
    private static readonly GemVersion Order = new();

    /// <inheritdoc/>
    public override bool IsSatisfiedBy(VersionScheme scheme, ReadOnlySpan<char> version)
    {
        if (!Order.IsValid(version))
        {
            return false;
        }

        foreach (var clauses in alternatives)
        {
            if (HoldsAll(clauses, version))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsAll(ImmutableArray<GemClause> clauses, ReadOnlySpan<char> version)
    {
        foreach (var (comparator, releaseLimit) in clauses)
        {
            if (!comparator.IsSatisfiedBy(Order, version) || releaseLimit is not null && Order.Compare(GemVersion.ReleaseOf(version), releaseLimit) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
