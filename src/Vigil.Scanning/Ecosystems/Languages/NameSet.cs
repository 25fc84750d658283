using System.Text.Json;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>One string for equal texts of one file: a large lock file names the same packages and versions again and again.</summary>
internal sealed class NameSet
{
    private const int MaxLength = 256;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The string for a text.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        var names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!names.TryGetValue(text, out var known))
        {
            known = text.ToString();
            _names.Add(known);
        }

        return known;
    }

    /// <summary>The text of the current token, which is a string or a member's name.</summary>
    public string Get(ref Utf8JsonReader json)
    {
        if (json.ValueSpan.Length > MaxLength)
        {
            return json.GetString()!; // a string token has a text
        }

        Span<char> text = stackalloc char[MaxLength];
        return Get(text[..json.CopyString(text)]);
    }

    /// <summary>From a member's name over its value: the text, or empty when it is of another kind.</summary>
    public string ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            return Get(ref json);
        }

        json.Skip();
        return "";
    }
}
