using System.Globalization;

namespace Vigil.Advisories.Feeds;

/// <summary>Times as feeds write them: ISO 8601 with or without zone, blanks for <c>T</c>; without a zone they are UTC.</summary>
internal static class Times
{
    /// <summary>Reads a time.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
