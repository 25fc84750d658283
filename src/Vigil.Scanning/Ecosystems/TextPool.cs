using System.Text;

namespace Vigil.Scanning.Ecosystems;

/// <summary>Gives equal texts of one database the same string: architectures, maintainers and source names repeat thousands of times.</summary>
internal sealed class TextPool
{
    private const int MaxPooledBytes = 256;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text of UTF-8 bytes; invalid sequences become U+FFFD.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > MaxPooledBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        Span<char> buffer = stackalloc char[MaxPooledBytes];
        var text = buffer[..Encoding.UTF8.GetChars(utf8, buffer)];
        if (!_texts.TryGetValue(text, out var pooled))
        {
            _texts.Add(text);
            _texts.TryGetValue(text, out pooled);
        }

        return pooled ?? text.ToString();
    }
}
