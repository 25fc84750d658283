using System.Runtime.InteropServices;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Estates;

/// <summary>A digest of what a verdict says beyond its coordinate and its flaw: the same in every process and on every machine.</summary>
/// <remarks>Made to tell edits apart, not to resist somebody who writes advisories so that they collide: he could as well leave them unedited.</remarks>
public static class VerdictMeaning
{
    private const ulong Odd = 0x9E37_79B9_7F4A_7C15; // 2^64 divided by the golden ratio

    /// <summary>Computes it.</summary>
    public static ulong Of(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var digest = Mix(((ulong)verdict.Status << 8) | (ulong)verdict.State, (ulong)verdict.VendorIds.Count);
        digest = Mix(digest, verdict.FixedVersion);
        digest = Mix(digest, verdict.FixChannel);
        digest = Mix(digest, verdict.AdvisoryId);
        digest = Mix(digest, verdict.Source);
        digest = Mix(digest, verdict.Key.Ecosystem);
        digest = Mix(digest, verdict.Key.Release);
        digest = Mix(digest, verdict.Key.Name);
        digest = Mix(digest, verdict.Scheme);
        digest = Mix(digest, verdict.SeverityLabel);
        foreach (var id in verdict.VendorIds)
        {
            digest = Mix(digest, id);
        }

        if (verdict.Range is { } range)
        {
            digest = Mix(digest, range.Introduced);
            digest = Mix(digest, range.Fixed);
            digest = Mix(digest, range.LastAffected);
        }

        return digest;
    }

    private static ulong Mix(ulong digest, string text)
    {
        digest = Mix(digest, (ulong)text.Length);
        var words = MemoryMarshal.Cast<char, ulong>(text.AsSpan());
        foreach (var word in words)
        {
            digest = Mix(digest, word);
        }

        ulong rest = 0;
        foreach (var character in text.AsSpan(words.Length * (sizeof(ulong) / sizeof(char))))
        {
            rest = (rest << 16) | character;
        }

        return Mix(digest, rest);
    }

    private static ulong Mix(ulong digest, ulong word)
    {
        var high = Math.BigMul(digest ^ Odd, word ^ (Odd >> 1), out var low);
        return high ^ low ^ (digest << 1);
    }
}
