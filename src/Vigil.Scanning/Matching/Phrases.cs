using Vigil.Domain.Advisories;

namespace Vigil.Scanning.Matching;

/// <summary>Ranges and states in words, the same wherever Vigil speaks to people.</summary>
public static class Phrases
{
    /// <summary><c>&gt;= 1.2, &lt; 1.4</c>.</summary>
    /// <param name="range">The range, or <see langword="null"/> for a statement without one.</param>
    public static string Of(VersionRange? range) => range switch
    {
        null => "these exact versions, or every version",
        { Introduced: "", Fixed: "", LastAffected: "" } => "every version",
        _ => string.Join(", ", Bounds(range)),
    };

    /// <summary><c>Debian 12: openssl</c>.</summary>
    public static string Of(in AdvisoryKey key) => $"{System(key)}: {key.Name}";

    /// <summary><c>Debian 12</c>, <c>Ubuntu Pro 22.04</c>.</summary>
    public static string System(in AdvisoryKey key) => key.Release.Length > 0 ? $"{key.Ecosystem} {key.Release.Replace(':', ' ')}" : key.Ecosystem;

    /// <summary>What a vendor says of a package that has no fix, as the end of a sentence.</summary>
    public static string Of(VendorState state) => state switch
    {
        VendorState.NotAffected => "not affected",
        VendorState.WillNotFix => "the vendor will not fix it",
        VendorState.Deferred => "the vendor has put the fix off",
        VendorState.FixPending => "a fix is on its way",
        VendorState.UnderInvestigation => "the vendor is still looking into it",
        VendorState.EndOfLife => "the release is out of support",
        _ => "affected, no fix known",
    };

    /// <summary>A list as in a sentence: <c>a, b and c</c>, cut to a few.</summary>
    public static string List(IReadOnlyList<string> items, int most = 6) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ when items.Count > most => $"{string.Join(", ", items.Take(most))} and {items.Count - most} more",
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    private static IEnumerable<string> Bounds(VersionRange range)
    {
        if (range.Introduced.Length > 0)
        {
            yield return $">= {range.Introduced}";
        }

        if (range.Fixed.Length > 0)
        {
            yield return $"< {range.Fixed}";
        }

        if (range.LastAffected.Length > 0)
        {
            yield return $"<= {range.LastAffected}";
        }
    }
}
