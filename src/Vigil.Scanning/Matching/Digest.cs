using System.Runtime.InteropServices;

namespace Vigil.Scanning.Matching;

/// <summary>A digest of texts and numbers in 64 bits, the same in every process.</summary>
/// <remarks>Made to tell edits of advisories apart, not to resist somebody who writes them so that they collide: he could as well leave them unedited.</remarks>
internal readonly record struct Digest(ulong Value)
{
    private const ulong Odd = 0x9E37_79B9_7F4A_7C15; // 2^64 divided by the golden ratio

    public Digest With(ulong word)
    {
        var high = Math.BigMul(Value ^ Odd, word ^ (Odd >> 1), out var low);
        return new(high ^ low ^ (Value << 1));
    }

    public Digest With(string text)
    {
        var words = MemoryMarshal.Cast<char, ulong>(text.AsSpan());
        var digest = With((ulong)text.Length);
        foreach (var word in words)
        {
            digest = digest.With(word);
        }

        ulong rest = 0;
        foreach (var character in text.AsSpan(words.Length * (sizeof(ulong) / sizeof(char))))
        {
            rest = (rest << 16) | character;
        }

        return digest.With(rest);
    }
}
