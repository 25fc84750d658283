namespace Vigil.Advisories.Feeds;

/// <summary>Addresses that a feed gives as references.</summary>
internal static class WebAddress
{
    private const int MaxLength = 2_000;

    /// <summary>Whether the text is an absolute http or https address of sane length.</summary>
    public static bool IsAbsolute(string text) =>
        text.Length <= MaxLength
        && (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
}
