using System.Buffers;
using System.Text;

namespace Vigil.Domain.Versions.Pacman;

/// <summary>Versions of Arch Linux packages: <c>[epoch:]version[-release]</c>, each part in the order of vercmp(8).</summary>
/// <remarks>
/// <c>lib/libalpm/version.c</c> of pacman: rpm's segments without <c>~</c> and <c>^</c>, with two rules of its own: letters that follow
/// without a separator make a version earlier (<c>1.0rc</c> before <c>1.0</c> before <c>1.0.a</c>), and of two separators the shorter sorts
/// first. A missing epoch is 0. alpm takes a missing release as equal to any, and orders texts that end in a separator in a circle; so that
/// there is an order, no release sorts before any, and an end in separators right after the end. An invalid text is ordered by the same
/// rules.
/// </remarks>
public sealed class PacmanVersion : EpochVersionScheme
{
    private const byte NoRelease = 0;
    private const byte Release = 1;

    // What may follow a segment, in order; then come segments after one or more separators.
    private const byte Letters = 1;
    private const byte End = 2;
    private const byte EndInSeparators = 3;
    private const byte Digits = 4;
    private const byte Separated = 5;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("-:/ \t\r\n");
    private static readonly SearchValues<char> ReleaseCharacters = SearchValues.Create("0123456789.");

    /// <inheritdoc/>
    public override string Name => "pacman";

    /// <inheritdoc/>
    /// <remarks>As PKGBUILD(5): no dash, colon, slash or blank in the version, and a release of digits and dots.</remarks>
    public override bool IsValid(ReadOnlySpan<char> version)
    {
        var parts = EpochParts.Split(version);
        return parts.Version.Length > 0 && !parts.Version.ContainsAny(Forbidden) && Ascii.IsValid(parts.Version)
            && (!parts.HasRelease
                || (parts.Release is [>= '0' and <= '9', ..] && !parts.Release.ContainsAnyExcept(ReleaseCharacters)));
    }

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        var parts = EpochParts.Split(version);
        key.Number(0, parts.Epoch);
        WritePart(parts.Version, ref key);
        key.Byte(parts.HasRelease ? Release : NoRelease);
        if (parts.HasRelease)
        {
            WritePart(parts.Release, ref key);
        }
    }

    private static void WritePart(ReadOnlySpan<char> part, ref SortKeyWriter key)
    {
        while (part.Length > 0)
        {
            var separators = 0;
            while (separators < part.Length && !char.IsAsciiLetterOrDigit(part[separators]))
            {
                separators++;
            }

            part = part[separators..];
            if (part.IsEmpty)
            {
                key.Byte(EndInSeparators);
                return;
            }

            if (separators > 0)
            {
                key.Byte(Separated);
                key.Number(0, separators);
            }

            WriteSegment(ref part, ref key);
        }

        key.Byte(End);
    }

    private static void WriteSegment(ref ReadOnlySpan<char> part, ref SortKeyWriter key)
    {
        if (char.IsAsciiDigit(part[0]))
        {
            key.Byte(Digits);
            key.Number(0, NumericText.TakeDigits(ref part));
            return;
        }

        var end = 1;
        while (end < part.Length && char.IsAsciiLetter(part[end]))
        {
            end++;
        }

        key.Byte(Letters);
        key.Text(part[..end]);
        part = part[end..];
    }
}
