using System.Text.Json;
using Vigil.Domain;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots.Reading;

/// <summary>Walks the answers of an API: members in any order, null for empty. A value of another kind than expected is a <see cref="FormatException"/>.</summary>
internal static class JsonMembers
{
    /// <summary>Moves to the next member of the object; its name is the current token.</summary>
    /// <returns><see langword="false"/> at the end of the object.</returns>
    public static bool NextMember(this ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the current member has this name.</summary>
    public static bool Is(this ref Utf8JsonReader json, ReadOnlySpan<byte> name) => json.ValueTextEquals(name);

    /// <summary>Skips the value of the current member.</summary>
    public static void SkipValue(this ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    /// <summary>Enters the object that is the value of the current member.</summary>
    /// <returns><see langword="false"/> when the value is null.</returns>
    public static bool EnterObject(this ref Utf8JsonReader json) => json.Read() && json.IsStart(JsonTokenType.StartObject, "an object");

    /// <summary>Enters the array that is the value of the current member.</summary>
    /// <returns><see langword="false"/> when the value is null.</returns>
    public static bool EnterArray(this ref Utf8JsonReader json) => json.Read() && json.IsStart(JsonTokenType.StartArray, "an array");

    /// <summary>Moves to the next item of the array and enters it when it is an object.</summary>
    /// <returns><see langword="false"/> at the end of the array.</returns>
    public static bool NextObject(this ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.IsStart(JsonTokenType.StartObject, "an object"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text that is the value of the current member; empty for null.</summary>
    public static string NextText(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? "" : json.Text().GetString() ?? "";
    }

    /// <summary>The same, one instance for equal texts.</summary>
    public static string NextText(this ref Utf8JsonReader json, TextPool pool)
    {
        json.Read();
        return json.CurrentText(pool);
    }

    /// <summary>The text that the current token is, one instance for equal texts; empty for null.</summary>
    public static string CurrentText(this ref Utf8JsonReader json, TextPool pool) =>
        json.TokenType == JsonTokenType.Null ? ""
        : json.Text().ValueIsEscaped ? json.GetString() ?? ""
        : pool.Get(json.ValueSpan);

    /// <summary>The number that is the value of the current member, also when it stands in quotes; <see langword="null"/> for null.</summary>
    public static int? NextNumber(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when json.TryGetInt32(out var number) => number,
            JsonTokenType.String when System.Buffers.Text.Utf8Parser.TryParse(json.ValueSpan, out int number, out var used) && used == json.ValueSpan.Length => number,
            _ => throw Unexpected(ref json, "a number"),
        };
    }

    /// <summary>The port that is the value of the current member; <see langword="null"/> for null.</summary>
    public static ushort? NextPort(this ref Utf8JsonReader json) => json.NextNumber() switch
    {
        null => null,
        >= 0 and <= ushort.MaxValue and var port => (ushort)port,
        _ => throw Unexpected(ref json, "a port"),
    };

    /// <summary>The truth value that is the value of the current member, also when it stands in quotes; <see langword="null"/> for null.</summary>
    public static bool? NextTruth(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String when json.ValueTextEquals("true"u8) => true,
            JsonTokenType.String when json.ValueTextEquals("false"u8) => false,
            _ => throw Unexpected(ref json, "true or false"),
        };
    }

    /// <summary>Whether the text that is the value of the current member is this one.</summary>
    public static bool NextIs(this ref Utf8JsonReader json, ReadOnlySpan<byte> text)
    {
        json.Read();
        return json.TokenType == JsonTokenType.String && json.ValueTextEquals(text);
    }

    /// <summary>The texts of the array that is the value of the current member.</summary>
    public static List<string> NextTexts(this ref Utf8JsonReader json, TextPool pool)
    {
        var texts = new List<string>();
        if (json.EnterArray())
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                texts.Add(json.CurrentText(pool));
            }
        }

        return texts;
    }

    /// <summary>The value of one member in each object of the array that is the value of the current member; others are skipped.</summary>
    public static List<string> NextTextsOf(this ref Utf8JsonReader json, ReadOnlySpan<byte> member, TextPool pool)
    {
        var texts = new List<string>();
        if (!json.EnterArray())
        {
            return texts;
        }

        while (json.NextObject())
        {
            while (json.NextMember())
            {
                if (json.Is(member))
                {
                    texts.Add(json.NextText(pool));
                }
                else
                {
                    json.SkipValue();
                }
            }
        }

        return texts;
    }

    /// <summary>The value of one member of the object that is the value of the current member; empty when there is none.</summary>
    public static string NextTextOf(this ref Utf8JsonReader json, ReadOnlySpan<byte> member, TextPool pool)
    {
        var text = "";
        if (!json.EnterObject())
        {
            return text;
        }

        while (json.NextMember())
        {
            if (json.Is(member))
            {
                text = json.NextText(pool);
            }
            else
            {
                json.SkipValue();
            }
        }

        return text;
    }

    /// <summary>The block that is the value of the current member; <see langword="null"/> for null or the empty text.</summary>
    public static Prefix? NextPrefix(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : json.CurrentPrefix();
    }

    /// <summary>The block that the current token is; <see langword="null"/> for the empty text.</summary>
    public static Prefix? CurrentPrefix(this ref Utf8JsonReader json) =>
        json.Text().ValueSpan.IsEmpty ? null
        : Prefix.TryParse(json.ValueSpan, out var prefix) ? prefix
        : throw Unexpected(ref json, "a block of addresses");

    public static FormatException Unexpected(ref Utf8JsonReader json, string expected) =>
        new($"expected {expected}, found {(json.TokenType == JsonTokenType.String ? $"'{Domain.Diagnostics.Quote.Of(json.ValueSpan)}'" : json.TokenType.ToString())} at byte {json.TokenStartIndex}");

    private static bool IsStart(this ref Utf8JsonReader json, JsonTokenType start, string what) =>
        json.TokenType == start || (json.TokenType == JsonTokenType.Null ? false : throw Unexpected(ref json, what));

    private static ref Utf8JsonReader Text(this ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            throw Unexpected(ref json, "a text");
        }

        return ref json;
    }
}
