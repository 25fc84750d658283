using System.Text.Json;

namespace Vigil.Advisories.Download;

/// <summary>Reads a document to see that it is JSON from its beginning to its end, holding a part of it at a time.</summary>
internal static class JsonSyntax
{
    private const int FirstPart = 1 << 16;
    private const int LongestToken = 64 << 20;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="FormatException">It is no object and no list, or broken, or has a text without end.</exception>
    public static void Check(Stream document)
    {
        var buffer = new byte[FirstPart];
        var (filled, state) = (0, new JsonReaderState());
        for (var isFinal = false; !isFinal;)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, filled < LongestToken ? filled * 2 : throw new FormatException($"A value has more than {LongestToken} bytes."));
            }

            var read = document.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            isFinal = read == 0;
            var consumed = Consume(buffer.AsSpan(0, filled), isFinal, ref state);
            buffer.AsSpan(consumed..filled).CopyTo(buffer);
            filled -= consumed;
        }
    }

    private static int Consume(ReadOnlySpan<byte> part, bool isFinal, ref JsonReaderState state)
    {
        try
        {
            var reader = new Utf8JsonReader(part, isFinal, state);
            while (reader.Read())
            {
                if (reader is { CurrentDepth: 0, TokenType: not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.EndObject or JsonTokenType.EndArray) })
                {
                    throw new FormatException("Expected JSON, found a single value.");
                }
            }

            state = reader.CurrentState;
            return (int)reader.BytesConsumed;
        }
        catch (JsonException ex)
        {
            throw new FormatException($"Expected JSON, found something else: {ex.Message}", ex);
        }
    }
}
