namespace Vigil.Domain.Versions.Rpm;

/// <summary>
/// The order of <c>rpmvercmp</c> (rpm 4.15 and later) as a key: runs of letters and runs of digits, whatever separates them.
/// </summary>
/// <remarks>
/// <c>~</c> sorts before the end, the end before <c>^</c>, <c>^</c> before letters, letters before digits. Every other character, one
/// outside ASCII too, only separates.
/// </remarks>
internal static class RpmSegments
{
    private const byte EndOfLetters = 0;
    private const byte Tilde = 1;
    private const byte End = 2;
    private const byte Caret = 3;
    private const byte Digits = 0x80;

    public static void Write(ReadOnlySpan<char> part, ref SortKeyWriter key)
    {
        while (part.Length > 0)
        {
            var c = part[0];
            if (char.IsAsciiDigit(c))
            {
                key.Number(Digits, NumericText.TakeDigits(ref part));
            }
            else if (char.IsAsciiLetter(c))
            {
                WriteLetters(ref part, ref key);
            }
            else
            {
                part = part[1..];
                if (c is '~' or '^')
                {
                    key.Byte(c == '~' ? Tilde : Caret);
                }
            }
        }

        key.Byte(End);
    }

    private static void WriteLetters(ref ReadOnlySpan<char> part, ref SortKeyWriter key)
    {
        while (part.Length > 0 && char.IsAsciiLetter(part[0]))
        {
            key.Byte((byte)part[0]);
            part = part[1..];
        }

        key.Byte(EndOfLetters);
    }
}
