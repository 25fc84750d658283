using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Versions.RubyGems;

namespace Vigil.Domain.Versions.Ranges.RubyGems;

/// <summary>Requirements of Ruby gems: <c>~&gt; 1.4, != 1.4.3</c>.</summary>
/// <remarks>
/// <c>Gem::Requirement</c>: <c>~&gt; 1.4.2</c> means at least 1.4.2 with a release below 1.5, so that <c>1.5.a</c> is out. Several are separated by commas, or by
/// blanks as advisories write them; these also have <c>||</c>, <c>==</c>, <c>=&gt;</c> and <c>=&lt;</c>. Nothing at all means any version.
/// </remarks>
public sealed class GemRequirementSyntax : ConstraintSyntax
{
    private static readonly GemVersion Scheme = new();

    /// <inheritdoc/>
    public override string Name => "gem-requirement";

    /// <inheritdoc/>
    public override bool TryParse(ReadOnlySpan<char> text, ConstraintOptions options, [NotNullWhen(true)] out Constraint? constraint)
    {
        constraint = null;
        var alternatives = ImmutableArray.CreateBuilder<ImmutableArray<GemClause>>();
        var isEnded = false;
        while (ConstraintText.TryTakeAlternative(ref text, ref isEnded, out var alternative))
        {
            if (!TryParseClauses(alternative, out var clauses))
            {
                return false;
            }

            alternatives.Add(clauses);
        }

        constraint = new GemRequirement(alternatives.ToImmutable());
        return true;
    }

    private static bool TryParseClauses(ReadOnlySpan<char> text, out ImmutableArray<GemClause> clauses)
    {
        var parsed = ImmutableArray.CreateBuilder<GemClause>();
        clauses = [];
        for (var rest = text.Trim(); !rest.IsEmpty;)
        {
            if (rest[0] == ',')
            {
                rest = rest[1..].TrimStart();
                continue;
            }

            var sign = ConstraintText.TakeOperator(ref rest);
            var version = ConstraintText.TakeWord(ref rest);
            if (version.IsEmpty || !Scheme.IsValid(version) || !TryReadClause(sign, version, out var clause))
            {
                return false;
            }

            parsed.Add(clause);
        }

        clauses = parsed.ToImmutable();
        return true;
    }

    private static bool TryReadClause(ReadOnlySpan<char> sign, ReadOnlySpan<char> version, out GemClause clause)
    {
        if (sign is "~>")
        {
            clause = new GemClause(new Comparator(ComparatorOperator.GreaterOrEqual, version.ToString()), GemVersion.Bump(version));
            return true;
        }

        var known = ConstraintText.TryReadOperator(sign is "=>" ? ">=" : sign is "=<" ? "<=" : sign, out var comparison);
        clause = new GemClause(new Comparator(comparison, version.ToString()), ReleaseLimit: null);
        return known;
    }
}
