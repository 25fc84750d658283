using System.Buffers;

namespace Vigil.Domain.Versions.Semver;

/// <summary>The parts of a version shaped like <c>numbers-prerelease+build</c>, read from any text that starts with a number.</summary>
/// <remarks>
/// Read leniently, so that every ecosystem of this family can share it: blanks, <c>v</c> and <c>=</c> may stand before the first number,
/// there may be any count of numbers, and a pre-release may follow without its dash (<c>1.7rc2</c>, <c>1.0.0.beta</c>).
/// </remarks>
internal readonly ref struct SemanticParts
{
    private const string Prefixes = "vV= \t\r\n\f\v";

    private static readonly SearchValues<char> IdentifierCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

    /// <summary>What stands before the first number.</summary>
    public ReadOnlySpan<char> Prefix { get; private init; }

    /// <summary>Whether blanks follow the version.</summary>
    public bool HasTrailingBlank { get; private init; }

    /// <summary>Whether nothing stands around the version.</summary>
    public bool IsBare => Prefix.IsEmpty && !HasTrailingBlank;

    /// <summary>Numbers with single dots between them; empty when the text does not start with one.</summary>
    public ReadOnlySpan<char> Numbers { get; private init; }

    /// <summary>What stands between the last number and the pre-release: a dash, a dot or nothing.</summary>
    public ReadOnlySpan<char> Separator { get; private init; }

    /// <summary>Identifiers of the pre-release.</summary>
    public ReadOnlySpan<char> Prerelease { get; private init; }

    /// <summary>The plus and the identifiers of the build.</summary>
    public ReadOnlySpan<char> BuildWithPlus { get; private init; }

    /// <summary>Identifiers of the build.</summary>
    public ReadOnlySpan<char> Build => BuildWithPlus.IsEmpty ? [] : BuildWithPlus[1..];

    /// <summary>Whether a pre-release is announced; its identifier may be missing.</summary>
    public bool HasPrerelease => Separator.Length + Prerelease.Length > 0;

    /// <summary>Count of numbers.</summary>
    public int NumberCount => Numbers.IsEmpty ? 0 : Numbers.Count('.') + 1;

    /// <summary>Whether a number but 0 starts with 0.</summary>
    public bool HasLeadingZero
    {
        get
        {
            foreach (var range in Numbers.Split('.'))
            {
                if (Numbers[range] is ['0', _, ..])
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether a pre-release, where announced, follows a dash.</summary>
    public bool IsDashed => !HasPrerelease || Separator is "-";

    /// <summary>Whether the pre-release, where announced, is dotted identifiers.</summary>
    public bool IsPrereleaseWellFormed => !HasPrerelease || AreIdentifiers(Prerelease);

    /// <summary>Whether pre-release and build, where announced, are dotted identifiers.</summary>
    public bool AreSuffixesWellFormed => IsPrereleaseWellFormed && (BuildWithPlus.IsEmpty || AreIdentifiers(Build));

    /// <summary>Whether an identifier of the pre-release is a number that starts with 0 without being 0.</summary>
    public bool HasLeadingZeroInPrerelease => HaveLeadingZero(Prerelease);

    /// <summary>Whether the text is a version by the grammar of Semantic Versioning 2.0.0.</summary>
    public bool IsStrict =>
        IsBare && NumberCount == 3 && !HasLeadingZero && IsDashed && AreSuffixesWellFormed && !HasLeadingZeroInPrerelease;

    /// <summary>Whether every number fits.</summary>
    public bool NumbersAreAtMost(ulong limit)
    {
        foreach (var range in Numbers.Split('.'))
        {
            if (!ulong.TryParse(Numbers[range], System.Globalization.CultureInfo.InvariantCulture, out var number) || number > limit)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the parts; without <see cref="Numbers"/> the text is no version of this family.</summary>
    public static SemanticParts Read(ReadOnlySpan<char> text)
    {
        var started = text.TrimStart(Prefixes);
        var version = started.TrimEnd();
        var plus = version.IndexOf('+');
        var core = plus < 0 ? version : version[..plus];
        var numbers = core[..LengthOfNumbers(core)];
        var rest = core[numbers.Length..];
        var separator = rest is ['-' or '.', ..] ? rest[..1] : [];
        return new SemanticParts
        {
            Prefix = text[..^started.Length],
            HasTrailingBlank = version.Length < started.Length,
            Numbers = numbers,
            Separator = separator,
            Prerelease = rest[separator.Length..],
            BuildWithPlus = version[core.Length..],
        };
    }

    private static int LengthOfNumbers(ReadOnlySpan<char> text)
    {
        var end = NumericText.DigitRun(text);
        while (end > 0 && end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end += 1 + NumericText.DigitRun(text[(end + 1)..]);
        }

        return end;
    }

    /// <summary>Whether one of some dotted identifiers is a number that starts with 0 without being 0.</summary>
    public static bool HaveLeadingZero(ReadOnlySpan<char> identifiers)
    {
        foreach (var range in identifiers.Split('.'))
        {
            if (identifiers[range] is ['0', _, ..] identifier && NumericText.IsNumber(identifier))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the text is dotted identifiers of letters, digits and dashes, none empty.</summary>
    public static bool AreIdentifiers(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('.'))
        {
            if (text[range].IsEmpty || text[range].ContainsAnyExcept(IdentifierCharacters))
            {
                return false;
            }
        }

        return true;
    }
}
