using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Versions.Crates;

namespace Vigil.Domain.Versions.Ranges.Semver;

/// <summary>Version requirements of Rust crates: <c>1.2</c> (the same as <c>^1.2</c>), <c>&gt;=1.2, &lt;1.5</c>, <c>1.*</c>.</summary>
/// <remarks>
/// <c>VersionReq</c> of the <c>semver</c> crate 1: comma is "and", a version without operator has a caret, one with a wildcard means what it says,
/// a bare wildcard stands alone. At most 32 comparators. A pre-release needs a comparator that names one of the same numbers.
/// </remarks>
public sealed class CargoRequirementSyntax : ConstraintSyntax
{
    private const int MaxComparators = 32;

    private static readonly CrateVersion Versions = new();

    /// <inheritdoc/>
    public override string Name => "cargo-req";

    /// <inheritdoc/>
    public override bool TryParse(ReadOnlySpan<char> text, ConstraintOptions options, [NotNullWhen(true)] out Constraint? constraint)
    {
        constraint = null;
        var comparators = ImmutableArray.CreateBuilder<Comparator>();
        var bounds = new SemanticBounds(comparators, includePrerelease: false);
        if (text.Trim(' ') is not ("*" or "x" or "X"))
        {
            var count = 0;
            foreach (var range in text.Split(','))
            {
                if (++count > MaxComparators || !TryAdd(text[range].Trim(' '), bounds))
                {
                    return false;
                }
            }
        }

        constraint = new SemanticRange(new ComparatorSets([comparators.ToImmutable()]), Versions.IsValid, includePrerelease: false);
        return true;
    }

    private static bool TryAdd(ReadOnlySpan<char> text, SemanticBounds bounds)
    {
        var length = text switch
        {
            ['<' or '>', '=', ..] => 2,
            ['^' or '~' or '<' or '>' or '=', ..] => 1,
            _ => 0,
        };
        var word = text[length..].TrimStart(' ');
        if (!PartialVersion.TryParse(word, isLoose: false, out var version)
            || version.Major is null || version.IsDisordered || version is { Patch: null, Prerelease.Length: > 0 })
        {
            return false;
        }

        var hasWildcard = word.ContainsAny("*xX") && version.Patch is null;
        return bounds.TryAdd(length == 0 && !hasWildcard ? "^" : text[..length], version);
    }
}
