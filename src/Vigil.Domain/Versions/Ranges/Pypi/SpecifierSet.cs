using System.Collections.Immutable;

namespace Vigil.Domain.Versions.Ranges.Pypi;

/// <summary>Alternatives (of which PEP 440 itself has but one) of clauses that all must hold.</summary>
internal sealed class SpecifierSet(ImmutableArray<ImmutableArray<SpecifierClause>> alternatives) : Constraint
{
    /// <inheritdoc/>
    public override bool IsSatisfiedBy(VersionScheme scheme, ReadOnlySpan<char> version)
    {
        foreach (var clauses in alternatives)
        {
            if (HoldsAll(clauses, version))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsAll(ImmutableArray<SpecifierClause> clauses, ReadOnlySpan<char> version)
    {
        foreach (var clause in clauses)
        {
            if (!clause.IsSatisfiedBy(version))
            {
                return false;
            }
        }

        return true;
    }
}
