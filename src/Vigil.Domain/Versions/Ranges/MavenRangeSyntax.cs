using System.Diagnostics.CodeAnalysis;

namespace Vigil.Domain.Versions.Ranges;

/// <summary>Version requirements of Maven: <c>[1.0,2.0),(3.0,)</c>.</summary>
/// <remarks>
/// POM reference, "Dependency Version Requirement Specification": brackets include, parentheses exclude, a missing bound is none; several are
/// alternatives. A version without brackets is a recommendation that every version satisfies. Beyond Maven, as go-mvn-version reads advisories:
/// a single version in parentheses is that version, an open end may have a bracket, and comparators as in <see cref="AdvisorySyntax"/>.
/// </remarks>
public sealed class MavenRangeSyntax : ConstraintSyntax
{
    private static readonly AdvisorySyntax Comparators = new();

    /// <inheritdoc/>
    public override string Name => "maven-range";

    /// <inheritdoc/>
    public override bool TryParse(ReadOnlySpan<char> text, ConstraintOptions options, [NotNullWhen(true)] out Constraint? constraint)
    {
        text = text.Trim();
        if (text.ContainsAny("[(") || text.ContainsAny("])"))
        {
            return Intervals.TryParse(text, out constraint);
        }

        if (text.ContainsAny("<>=!"))
        {
            return Comparators.TryParse(text, options, out constraint);
        }

        constraint = ComparatorSets.Everything;
        return !text.IsEmpty && !text.Contains(',');
    }
}
