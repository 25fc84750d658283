using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Versions.Nuget;

namespace Vigil.Domain.Versions.Ranges.Nuget;

/// <summary>Version ranges of .NET packages: <c>[1.0,2.0)</c>, <c>1.0</c> (at least 1.0), <c>1.2.*</c>.</summary>
/// <remarks>
/// <c>VersionRange.Parse</c> of NuGet.Versioning: one interval; a single version needs two brackets; a version without brackets is a minimum. A floating
/// version stands for its lowest, as <c>VersionRange.Satisfies</c> takes it: floating picks among what the range allows, it does not narrow it.
/// </remarks>
public sealed class NugetRangeSyntax : ConstraintSyntax
{
    private static readonly NugetVersion Scheme = new();

    /// <inheritdoc/>
    public override string Name => "nuget";

    /// <inheritdoc/>
    public override bool TryParse(ReadOnlySpan<char> text, ConstraintOptions options, [NotNullWhen(true)] out Constraint? constraint)
    {
        constraint = null;
        text = text.Trim();
        if (text is not ['[' or '(', ..])
        {
            return TryReadMinimum(text, out constraint);
        }

        var mayBeExact = text is ['[', .., ']'] || text.Contains(',');
        if (!mayBeExact || !Intervals.TryParse(text, out var parsed) || parsed is not ComparatorSets { Sets: [{ Length: > 0 } set] })
        {
            return false;
        }

        var bounds = set.ToBuilder();
        for (var i = 0; i < bounds.Count; i++)
        {
            var isMinimum = bounds[i].Operator is ComparatorOperator.Greater or ComparatorOperator.GreaterOrEqual;
            var bound = isMinimum ? LowestOf(bounds[i].Bound) : bounds[i].Bound;
            if (!Scheme.IsValid(bound))
            {
                return false;
            }

            bounds[i] = bounds[i] with { Bound = bound };
        }

        constraint = new ValidVersions(Scheme, new ComparatorSets([bounds.ToImmutable()]));
        return bounds.Count < 2 || IsOrdered(bounds[0], bounds[1]);
    }

    private static bool TryReadMinimum(ReadOnlySpan<char> text, [NotNullWhen(true)] out Constraint? constraint)
    {
        var minimum = LowestOf(text.ToString());
        constraint = new ValidVersions(Scheme, new ComparatorSets([[new Comparator(ComparatorOperator.GreaterOrEqual, minimum)]]));
        return Scheme.IsValid(minimum);
    }

    /// <summary>The bounds are not swapped, and where they are equal both or neither belong to the range.</summary>
    private static bool IsOrdered(Comparator minimum, Comparator maximum)
    {
        var order = Scheme.Compare(minimum.Bound, maximum.Bound);
        var isMinimumIncluded = minimum.Operator == ComparatorOperator.GreaterOrEqual;
        return order < 0 || order == 0 && isMinimumIncluded == (maximum.Operator == ComparatorOperator.LessOrEqual);
    }

    /// <summary>The lowest version that a floating one stands for; another text as it is.</summary>
    private static string LowestOf(string version)
    {
        var dash = version.IndexOf('-');
        var release = dash < 0 ? version : version[..dash];
        var label = dash < 0 ? "" : version[dash..];
        release = release.EndsWith('*') ? $"{release.AsSpan(..^1)}0" : release;
        if (label.EndsWith('*'))
        {
            label = label[..^1];
            label += label is "-" || label.EndsWith('.') ? "0" : "";
        }

        return release + label;
    }
}
