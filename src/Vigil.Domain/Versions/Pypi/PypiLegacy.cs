namespace Vigil.Domain.Versions.Pypi;

/// <summary>The order of versions from before PEP 440, as <c>pkg_resources.parse_version</c> and LegacyVersion of packaging before 22 had it.</summary>
/// <remarks>
/// The lower-cased text is cut into runs of digits, runs of letters, dots, dashes and what is between. Digits, padded to eight with zeros, and the
/// rest, marked with <c>*</c> so that it sorts before digits, are compared as texts. A final <c>*final</c> lets pre-releases (<c>alpha</c>, <c>c</c>,
/// <c>@</c> for dev) sort before the end. Zeros before a word, and dashes before a pre-release word, do not count.
/// </remarks>
internal static class PypiLegacy
{
    private const byte Word = 1;
    private const byte Digits = 2;
    private const int PaddedLength = 8;
    private const string Dash = "final-";
    private const string Final = "final";
    private const string Zero = "00000000";

    public static void WriteKey(scoped ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        // legacy versions are rare: the one copy of the text does not matter
        ReadOnlySpan<char> rest = version.ToString().ToLowerInvariant();
        Span<char> padded = stackalloc char[PaddedLength];
        var pending = new Pending();
        while (!rest.IsEmpty)
        {
            var part = TakePart(ref rest);
            if (part is ".")
            {
                continue;
            }

            if (char.IsAsciiDigit(part[0]))
            {
                pending.AddDigits(Pad(part, padded), ref key);
            }
            else
            {
                pending.AddWord(Replace(part), ref key);
            }
        }

        pending.AddWord(Final, ref key);
    }

    private static ReadOnlySpan<char> TakePart(scoped ref ReadOnlySpan<char> rest)
    {
        var length = rest[0] is '.' or '-' ? 1 : 1 + RunOf(rest, Kind(rest[0]));
        var part = rest[..length];
        rest = rest[length..];
        return part;
    }

    private static int RunOf(ReadOnlySpan<char> text, int kind)
    {
        var end = 1;
        while (end < text.Length && Kind(text[end]) == kind)
        {
            end++;
        }

        return end - 1;
    }

    private static int Kind(char c) => c switch
    {
        '.' or '-' => 0,
        _ when char.IsAsciiDigit(c) => 1,
        _ when char.IsAsciiLetterLower(c) => 2,
        _ => 3,
    };

    private static ReadOnlySpan<char> Pad(ReadOnlySpan<char> digits, Span<char> padded)
    {
        if (digits.Length >= PaddedLength)
        {
            return digits;
        }

        padded.Fill('0');
        digits.CopyTo(padded[(PaddedLength - digits.Length)..]);
        return padded;
    }

    private static ReadOnlySpan<char> Replace(ReadOnlySpan<char> word) => word switch
    {
        "pre" or "preview" or "rc" => "c",
        "dev" => "@",
        "-" => Dash,
        _ => word,
    };

    /// <summary>Dashes and zeros that the next word may take away again.</summary>
    private ref struct Pending
    {
        private int _dashes;
        private int _zeros;

        public void AddDigits(scoped ReadOnlySpan<char> digits, ref SortKeyWriter key)
        {
            if (digits is Zero)
            {
                _zeros++;
                return;
            }

            WritePending(ref key);
            key.Byte(Digits);
            key.Text(digits);
        }

        public void AddWord(scoped ReadOnlySpan<char> word, ref SortKeyWriter key)
        {
            if (_zeros == 0 && word.SequenceCompareTo(Final) < 0)
            {
                _dashes = 0;
            }

            _zeros = 0;
            if (word is Dash)
            {
                _dashes++;
                return;
            }

            WritePending(ref key);
            WriteWord(word, ref key);
        }

        private void WritePending(ref SortKeyWriter key)
        {
            for (; _dashes > 0; _dashes--)
            {
                WriteWord(Dash, ref key);
            }

            for (; _zeros > 0; _zeros--)
            {
                key.Byte(Digits);
                key.Text(Zero);
            }
        }

        private static void WriteWord(scoped ReadOnlySpan<char> word, ref SortKeyWriter key)
        {
            key.Byte(Word);
            key.Text(word);
        }
    }
}
