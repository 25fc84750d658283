namespace Vigil.Domain.Versions.Portage;

/// <summary>Versions of Gentoo packages: <c>number{.number}{letter}{_suffix{number}}{-r#}</c>.</summary>
/// <remarks>
/// Package Manager Specification 8, section 3.3. A number after the first that starts with 0 is compared as the digits of a fraction,
/// trailing zeros apart; more numbers sort later (<c>12.2</c> before <c>12.2.0</c>), a letter after all numbers. A missing revision is
/// <c>-r0</c>. A text that does not start with a number sorts before all versions, in ordinal order; what follows the valid start of any
/// other breaks the last tie, none first.
/// </remarks>
public sealed class PortageVersion : KeyedVersionScheme
{
    private const byte Invalid = 0;
    private const byte Valid = 1;

    private const byte EndOfNumbers = 0;
    private const byte Fraction = 1;
    private const byte Number = 2;
    private const byte NoLetter = 0;

    /// <inheritdoc/>
    public override string Name => "portage";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version)
    {
        var key = default(SortKeyWriter);
        var valid = TryWriteVersion(ref version, ref key) && version.IsEmpty;
        key.Dispose();
        return valid;
    }

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        if (!TryWriteVersion(ref version, ref key))
        {
            key.Byte(Invalid);
        }

        key.Text(version);
    }

    /// <summary>Writes what the text starts with and leaves the rest of it; nothing when it starts with no number.</summary>
    private static bool TryWriteVersion(ref ReadOnlySpan<char> rest, ref SortKeyWriter key)
    {
        var first = NumericText.TakeDigits(ref rest);
        if (first.IsEmpty)
        {
            return false;
        }

        key.Byte(Valid);
        key.Number(0, first);
        while (rest is ['.', >= '0' and <= '9', ..])
        {
            rest = rest[1..];
            WriteNumber(NumericText.TakeDigits(ref rest), ref key);
        }

        key.Byte(EndOfNumbers);
        key.Byte(rest is [>= 'a' and <= 'z', ..] ? (byte)rest[0] : NoLetter);
        rest = rest is [>= 'a' and <= 'z', ..] ? rest[1..] : rest;
        WriteSuffixes(ref rest, ref key);
        WriteRevision(ref rest, ref key);
        return true;
    }

    private static void WriteNumber(ReadOnlySpan<char> number, ref SortKeyWriter key)
    {
        if (number[0] == '0')
        {
            key.Byte(Fraction);
            key.Text(number.TrimEnd('0'));
        }
        else
        {
            key.Number(Number, number);
        }
    }

    private static void WriteSuffixes(ref ReadOnlySpan<char> rest, ref SortKeyWriter key)
    {
        while (rest is ['_', ..])
        {
            var end = 1;
            while (end < rest.Length && char.IsAsciiLetterLower(rest[end]))
            {
                end++;
            }

            var rank = Rank(rest[1..end]);
            if (rank == Rank(""))
            {
                break;
            }

            rest = rest[end..];
            key.Byte(rank);
            key.Number(0, NumericText.TakeDigits(ref rest));
        }

        key.Byte(Rank(""));
    }

    private static byte Rank(ReadOnlySpan<char> suffix) => suffix switch
    {
        "alpha" => 1,
        "beta" => 2,
        "pre" => 3,
        "rc" => 4,
        "p" => 6,
        _ => 5, // none sorts after the pre-releases and before a patch
    };

    private static void WriteRevision(ref ReadOnlySpan<char> rest, ref SortKeyWriter key)
    {
        var revision = rest is ['-', 'r', >= '0' and <= '9', ..] ? rest[2..] : [];
        var digits = NumericText.TakeDigits(ref revision);
        rest = digits.IsEmpty ? rest : revision;
        key.Number(0, digits);
    }
}
