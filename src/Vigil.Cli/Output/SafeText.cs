namespace Vigil.Cli.Output;

/// <summary>Texts of scanned things, made harmless for a terminal.</summary>
internal static class SafeText
{
    /// <summary>The text with a blank for each control character: no escape sequence reaches the terminal.</summary>
    public static string OneLine(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        }
    });
}
