using System.Text;

namespace Vigil.Domain.Diagnostics;

/// <summary>Input as it may stand in a message.</summary>
public static class Quote
{
    /// <summary>Longest quotation, in characters.</summary>
    public const int MaxLength = 80;

    /// <summary>The text with control characters escaped, cut to <see cref="MaxLength"/> characters.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var c in text)
        {
            if (quoted.Length >= MaxLength)
            {
                return quoted.Append('…').ToString();
            }

            _ = char.IsControl(c) || char.IsSurrogate(c) ? quoted.Append($"\\u{(int)c:x4}") : quoted.Append(c);
        }

        return quoted.ToString();
    }

    /// <summary>The same for UTF-8; of invalid bytes it shows U+FFFD.</summary>
    public static string Of(ReadOnlySpan<byte> utf8) => Of(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MaxLength + 1)]));
}
