using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Versions.Packagist;

namespace Vigil.Domain.Versions.Ranges.Composer;

/// <summary>Constraints of Composer packages: <c>^1.2 || ~2.0.3 || 3.0 - 3.4 || 4.*, !=4.1.2</c>.</summary>
/// <remarks>
/// <c>VersionParser::parseConstraints</c> of composer/semver 3: <c>||</c> (or <c>|</c>) is "or", commas and blanks are "and". Bounds without a stability include
/// development versions: <c>&gt;=1.0</c> is <c>&gt;=1.0-dev</c>, <c>&lt;2.0</c> is <c>&lt;2.0-dev</c>, <c>&gt;=1.0@beta</c> is <c>&gt;=1.0-beta</c>. Other stability flags, references
/// (<c>#hash</c>) and aliases (<c>as 1.0</c>) do not select versions and are left out.
/// </remarks>
public sealed class ComposerConstraintSyntax : ConstraintSyntax
{
    private const string Development = "-dev";

    private static readonly PackagistVersion Scheme = new();

    /// <inheritdoc/>
    public override string Name => "composer";

    /// <inheritdoc/>
    public override bool TryParse(ReadOnlySpan<char> text, ConstraintOptions options, [NotNullWhen(true)] out Constraint? constraint)
    {
        constraint = null;
        var sets = ImmutableArray.CreateBuilder<ImmutableArray<Comparator>>();
        var isAfterBar = false;
        foreach (var range in text.Split('|'))
        {
            var alternative = text[range].Trim();
            if (alternative.IsEmpty && isAfterBar)
            {
                isAfterBar = false; // between the two bars of '||'
                continue;
            }

            isAfterBar = true;
            var set = ImmutableArray.CreateBuilder<Comparator>();
            if (!TryParseSet(alternative, set))
            {
                return false;
            }

            sets.Add(set.ToImmutable());
        }

        constraint = new ComposerConstraint(new ComparatorSets(sets.ToImmutable()));
        return true;
    }

    private static bool TryParseSet(ReadOnlySpan<char> text, ImmutableArray<Comparator>.Builder set)
    {
        foreach (var range in text.Split(','))
        {
            var part = text[range].Trim();
            var hyphen = part.IndexOf(" - ");
            var isRead = hyphen < 0
                ? TryParseBlankSeparated(part, set)
                : TryAddHyphen(part[..hyphen].Trim(), part[(hyphen + 3)..].Trim(), set);
            if (!isRead)
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }

    private static bool TryParseBlankSeparated(ReadOnlySpan<char> rest, ImmutableArray<Comparator>.Builder set)
    {
        while (!rest.IsEmpty)
        {
            var sign = ConstraintText.TakeOperator(ref rest);
            var word = TakeWord(ref rest);
            if (sign.IsEmpty && word is "as")
            {
                TakeWord(ref rest);
            }
            else if (!TryAdd(sign, WithoutFlag(word, isBound: sign.ContainsAny('<', '>')), set))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> TakeWord(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(' ');
        var word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..].TrimStart();
        return word;
    }

    /// <summary>Drops the reference or stability flag; a flag becomes the stability of a bound that has none.</summary>
    private static ReadOnlySpan<char> WithoutFlag(ReadOnlySpan<char> word, bool isBound)
    {
        var end = word.IndexOfAny('@', '#');
        if (end <= 0)
        {
            return end < 0 ? word : "*";
        }

        var flag = word[(end + 1)..];
        var isMeant = isBound && word[end] == '@' && flag is not "stable" && ComposerNumbers.Read(word[..end]).Suffix.IsEmpty;
        return isMeant ? $"{word[..end]}-{flag}" : word[..end];
    }

    private static bool TryAdd(ReadOnlySpan<char> sign, ReadOnlySpan<char> version, ImmutableArray<Comparator>.Builder set)
    {
        if (sign.IsEmpty && version.TrimStart("vV") is [_, ..] wildcards && !wildcards.ContainsAnyExcept("xX*."))
        {
            return true; // every version
        }

        var numbers = ComposerNumbers.Read(version);
        if (sign.IsEmpty && numbers is { Count: > 0, IsWildcard: true })
        {
            AddBetween(numbers.Lowest(numbers.Count), numbers.Next(numbers.Count), set);
            return true;
        }

        var bound = BoundOf(sign, version);
        if (!Scheme.IsValid(bound))
        {
            return false;
        }

        switch (sign)
        {
            case "~" when numbers.Count > 0:
                AddBetween(WithStability(version, numbers), numbers.Next(TildePlace(numbers)), set);
                return true;
            case "^" when numbers.Count > 0:
                AddBetween(WithStability(version, numbers), numbers.Next(CaretPlace(numbers)), set);
                return true;
        }

        var isKnown = ConstraintText.TryReadOperator(sign is "<>" ? "!=" : sign, out var comparison);
        var meansDevelopment = comparison is ComparatorOperator.Less or ComparatorOperator.GreaterOrEqual;
        set.Add(new Comparator(comparison, meansDevelopment ? WithStability(bound, numbers) : bound));
        return isKnown;
    }

    /// <summary>The version named; a branch may be written <c>feature-dev</c> for <c>dev-feature</c>.</summary>
    private static string BoundOf(ReadOnlySpan<char> sign, ReadOnlySpan<char> version) =>
        sign.IsEmpty && version.EndsWith(Development) && !Scheme.IsValid(version) ? $"dev-{version[..^Development.Length]}" : version.ToString();

    private static bool TryAddHyphen(ReadOnlySpan<char> from, ReadOnlySpan<char> to, ImmutableArray<Comparator>.Builder set)
    {
        var first = ComposerNumbers.Read(from);
        var last = ComposerNumbers.Read(to);
        if (first.Count == 0 || last.Count == 0 || !Scheme.IsValid(from) || !Scheme.IsValid(to))
        {
            return false;
        }

        set.Add(new Comparator(ComparatorOperator.GreaterOrEqual, WithStability(from, first)));
        set.Add(last.Count > 2 || !last.Suffix.IsEmpty
            ? new Comparator(ComparatorOperator.LessOrEqual, to.ToString())
            : new Comparator(ComparatorOperator.Less, last.Next(last.Count)));
        return true;
    }

    private static void AddBetween(string first, string end, ImmutableArray<Comparator>.Builder set)
    {
        set.Add(new Comparator(ComparatorOperator.GreaterOrEqual, first));
        set.Add(new Comparator(ComparatorOperator.Less, end));
    }

    /// <summary>A version without stability stands for its development versions too.</summary>
    private static string WithStability(ReadOnlySpan<char> version, ComposerNumbers numbers) =>
        numbers.Count > 0 && (numbers.Suffix.IsEmpty || numbers.Suffix[0] == '+') ? $"{version[..^numbers.Suffix.Length]}-dev" : version.ToString();

    /// <summary>The last place but one; that of a wildcard (<c>2.0.x-dev</c>) counts.</summary>
    private static int TildePlace(ComposerNumbers numbers) =>
        Math.Max(1, numbers.Suffix is ['.', 'x' or 'X' or '*', ..] ? numbers.Count : numbers.Count - 1);

    /// <summary>Place of the first number that is not zero, or of the last that is given.</summary>
    private static int CaretPlace(ComposerNumbers numbers)
    {
        var place = 1;
        while (place < 3 && place < numbers.Count && !numbers.IsPositive(place))
        {
            place++;
        }

        return place;
    }
}
