using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Versions.Npm;
using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Ranges.Semver;

/// <summary>Ranges of npm packages: <c>^1.2.3 || 2.x || 3.0 - 3.4</c>.</summary>
/// <remarks>
/// node-semver 7 (<c>classes/range.js</c>): blanks are "and", <c>||</c> is "or"; hyphen ranges, x-ranges, tilde and caret are written out by
/// <see cref="SemanticBounds"/>. With <see cref="ConstraintOptions.Loose"/> a comparator that cannot be read is left out unless nothing remains, and
/// versions are read loosely; with <see cref="ConstraintOptions.IncludePrerelease"/> pre-releases count like any version.
/// </remarks>
public sealed class NpmRangeSyntax : ConstraintSyntax
{
    private const string Prefix = "v= \t\r\n\f\v";

    private static readonly NpmVersion LooseVersions = new();

    /// <inheritdoc/>
    public override string Name => "npm-range";

    /// <inheritdoc/>
    public override bool TryParse(ReadOnlySpan<char> text, ConstraintOptions options, [NotNullWhen(true)] out Constraint? constraint)
    {
        constraint = null;
        var isLoose = options.HasFlag(ConstraintOptions.Loose);
        var includePrerelease = options.HasFlag(ConstraintOptions.IncludePrerelease);
        var sets = ImmutableArray.CreateBuilder<ImmutableArray<Comparator>>();
        var isEnded = false;
        while (ConstraintText.TryTakeAlternative(ref text, ref isEnded, out var alternative))
        {
            if (TryParseSet(alternative.Trim(), isLoose, includePrerelease, out var set))
            {
                sets.Add(set);
            }
            else if (!isLoose)
            {
                return false;
            }
        }

        constraint = new SemanticRange(new ComparatorSets(sets.ToImmutable()), isLoose ? LooseVersions.IsValid : IsStrictVersion, includePrerelease);
        return sets.Count > 0;
    }

    private static bool TryParseSet(ReadOnlySpan<char> text, bool isLoose, bool includePrerelease, out ImmutableArray<Comparator> set)
    {
        var comparators = ImmutableArray.CreateBuilder<Comparator>();
        var bounds = new SemanticBounds(comparators, includePrerelease);
        var isReadable = true;
        if (TryParseHyphen(text, isLoose, out var from, out var to))
        {
            bounds.AddHyphen(from, to);
        }
        else
        {
            isReadable = text.IsEmpty;
            for (var rest = text; !rest.IsEmpty;)
            {
                var sign = TakeOperator(ref rest);
                var isShorthand = sign is "^" or "~" or "~>";
                if (TryParseVersion(TakeWord(ref rest), isLoose, isShorthand, out var version) && bounds.TryAdd(sign, version))
                {
                    isReadable = true;
                }
                else if (!isLoose)
                {
                    isReadable = false;
                    break;
                }
            }
        }

        set = comparators.ToImmutable();
        return isReadable && AreInBounds(set);
    }

    private static bool TryParseHyphen(ReadOnlySpan<char> text, bool isLoose, out PartialVersion from, out PartialVersion to)
    {
        from = to = default;
        for (var dash = 1; dash + 1 < text.Length; dash++)
        {
            if (text[dash] == '-' && char.IsWhiteSpace(text[dash - 1]) && char.IsWhiteSpace(text[dash + 1]))
            {
                return TryParseVersion(text[..dash].Trim(), isLoose, isShorthand: false, out from)
                    && TryParseVersion(text[(dash + 1)..].Trim(), isLoose, isShorthand: false, out to);
            }
        }

        return false;
    }

    /// <summary>Reads a version with <c>v</c> and <c>=</c> before it; a whole one that is not written out further may strictly have but one <c>v</c>.</summary>
    private static bool TryParseVersion(ReadOnlySpan<char> word, bool isLoose, bool isShorthand, out PartialVersion version)
    {
        var bare = word.TrimStart(Prefix);
        var isStrict = word[..^bare.Length] is "" or "v";
        return PartialVersion.TryParse(bare, isLoose, out version) && (isStrict || isLoose || isShorthand || version is not { Minor: not null, Patch: not null });
    }

    private static ReadOnlySpan<char> TakeOperator(scoped ref ReadOnlySpan<char> rest)
    {
        var length = rest switch
        {
            ['~', '>', ..] or ['<' or '>', '=', ..] => 2,
            ['^' or '~' or '<' or '>' or '=', ..] => 1,
            _ => 0,
        };
        var sign = rest[..length];
        rest = rest[length..].TrimStart();
        return sign;
    }

    private static ReadOnlySpan<char> TakeWord(scoped ref ReadOnlySpan<char> rest)
    {
        // blanks after 'v' and '=' belong to the version
        var length = rest.Length - rest.TrimStart(Prefix).Length;
        while (length < rest.Length && !char.IsWhiteSpace(rest[length]))
        {
            length++;
        }

        var word = rest[..length];
        rest = rest[length..].TrimStart();
        return word;
    }

    private static bool IsStrictVersion(ReadOnlySpan<char> version)
    {
        version = version.Trim();
        return LooseVersions.IsValid(version) && SemanticParts.Read(version is ['v', ..] ? version[1..] : version).IsStrict;
    }

    /// <summary>A bound one past the largest number is none.</summary>
    private static bool AreInBounds(ImmutableArray<Comparator> set)
    {
        foreach (var comparator in set)
        {
            if (!LooseVersions.IsValid(comparator.Bound))
            {
                return false;
            }
        }

        return true;
    }
}
