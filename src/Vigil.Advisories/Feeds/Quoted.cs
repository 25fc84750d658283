namespace Vigil.Advisories.Feeds;

/// <summary>Quotes hostile input in messages.</summary>
internal static class Quoted
{
    private const int MaxLength = 80;

    /// <summary>The text cut to 80 characters, with control characters escaped.</summary>
    public static string Short(string text)
    {
        var cut = text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "…");
        return cut.AsSpan().ContainsAnyInRange('\0', '\u001f') || cut.Contains('\u007f', StringComparison.Ordinal)
            ? string.Concat(cut.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()))
            : cut;
    }
}
