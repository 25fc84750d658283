using System.Text;

namespace Vigil.Scanning.Ecosystems;

/// <summary>Input as it may stand in a message.</summary>
internal static class QuotedInput
{
    private const int MaxLength = 80;

    /// <summary>The text in quotation marks, cut to 80 characters, control characters as <c>?</c>.</summary>
    public static string Quote(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MaxLength)]);
        return string.Create(text.Length + 2, text, static (quoted, source) =>
        {
            quoted[0] = quoted[^1] = '\'';
            for (var i = 0; i < source.Length; i++)
            {
                quoted[i + 1] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
