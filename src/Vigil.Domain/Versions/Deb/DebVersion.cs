using System.Buffers;
using System.Globalization;

namespace Vigil.Domain.Versions.Deb;

/// <summary>Versions of Debian packages: <c>[epoch:]upstream[-revision]</c>.</summary>
/// <remarks>
/// deb-version(7) and <c>verrevcmp</c> of dpkg: runs of other characters and runs of digits in turn; <c>~</c> sorts before the end, the end
/// before letters, letters before the rest. A missing epoch is 0, a missing revision equals <c>0</c>, blanks around the text do not count.
/// An invalid text has no place of its own: it is ordered by the same rules, a colon without a number before it being part of the upstream
/// version.
/// </remarks>
public sealed class DebVersion : EpochVersionScheme
{
    // At the start of a run of other characters; the digits that end it stand between '~' and the letters, as the end of the text does.
    private const byte Tilde = 1;
    private const byte End = 2;
    private const byte Digits = 3;
    private const byte OtherAscii = 0x80;
    private const byte Wide = 0xFF;

    private static readonly SearchValues<char> UpstreamCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._+~-:");
    private static readonly SearchValues<char> RevisionCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._+~");

    /// <inheritdoc/>
    public override string Name => "deb";

    /// <inheritdoc/>
    /// <remarks>
    /// As <c>dpkg --validate-version</c>: the epoch fits 31 bits, the upstream version starts with a digit, a revision that is announced is
    /// not empty. An underscore, of which dpkg only warns, is allowed: packages converted from other systems carry it.
    /// </remarks>
    public override bool IsValid(ReadOnlySpan<char> version)
    {
        var parts = EpochParts.Split(version.Trim());
        return (parts.HasEpoch ? int.TryParse(parts.Epoch, NumberStyles.None, CultureInfo.InvariantCulture, out _) : !version.Contains(':'))
            && parts.Version is [>= '0' and <= '9', ..]
            && !parts.Version.ContainsAnyExcept(UpstreamCharacters)
            && parts.HasRelease == parts.Release.Length > 0
            && !parts.Release.ContainsAnyExcept(RevisionCharacters);
    }

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        var parts = EpochParts.Split(version.Trim());
        key.Number(0, parts.Epoch);
        WritePart(parts.Version, ref key);
        WritePart(parts.Release, ref key);
    }

    private static void WritePart(ReadOnlySpan<char> part, ref SortKeyWriter key)
    {
        do
        {
            while (part.Length > 0 && !char.IsAsciiDigit(part[0]))
            {
                WriteCharacter(part[0], ref key);
                part = part[1..];
            }

            key.Number(Digits, NumericText.TakeDigits(ref part));
        }
        while (part.Length > 0);

        key.Byte(End);
    }

    private static void WriteCharacter(char c, ref SortKeyWriter key)
    {
        if (c == '~')
        {
            key.Byte(Tilde);
        }
        else if (char.IsAsciiLetter(c))
        {
            key.Byte((byte)c);
        }
        else if (c < OtherAscii - 1)
        {
            key.Byte((byte)(OtherAscii + c));
        }
        else
        {
            key.Byte(Wide);
            key.Byte((byte)(c >> 8));
            key.Byte((byte)c);
        }
    }
}
