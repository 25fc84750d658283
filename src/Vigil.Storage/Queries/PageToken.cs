using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Vigil.Storage.Queries;

/// <summary>Where a page ended: a key that stays in its place while rows come and go, and a digest of the question it belongs to.</summary>
/// <param name="Question">Digest of the question.</param>
/// <param name="Key">The values by which the last row is in order: numbers and texts.</param>
internal sealed record PageToken(string Question, object[] Key)
{
    private const int MaxLength = 4_096;

    /// <summary>The digest of a question.</summary>
    public static string DigestOf<T>(T question) => Base64Url.EncodeToString(SHA256.HashData(Documents.Json.Write(question)).AsSpan(0, 9));

    /// <summary>Reads a token that belongs to a question.</summary>
    /// <exception cref="InvalidPageTokenException">It is none, or belongs to another question.</exception>
    public static PageToken? Parse(string? text, string question, int keys)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            if (text.Length <= MaxLength
                && JsonDocument.Parse(Base64Url.DecodeFromChars(text)) is { RootElement.ValueKind: JsonValueKind.Array } json
                && json.RootElement.GetArrayLength() == keys + 1
                && json.RootElement[0].ValueKind == JsonValueKind.String
                && json.RootElement[0].GetString() == question)
            {
                return new PageToken(question, [.. json.RootElement.EnumerateArray().Skip(1).Select(Value)]);
            }
        }
        catch (Exception ex) when (ex is FormatException or JsonException or InvalidOperationException)
        {
            throw new InvalidPageTokenException(ex);
        }

        throw new InvalidPageTokenException();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var json = JsonSerializer.Serialize<object[]>([Question, .. Key]);
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }

    // a real number without a fraction comes back as a whole one; who knows the column makes it real again
    private static object Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!, // it is a string
        JsonValueKind.Number when element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') => element.GetDouble(),
        JsonValueKind.Number when element.TryGetInt64(out var number) => number,
        _ => throw new FormatException("No key of a page has such a value."),
    };
}
