using System.Text.Json;
using Vigil.Domain;

namespace Vigil.Advisories.Feeds.Json;

/// <summary>Walks JSON whose order of members is free, naming what was expected where something else stands.</summary>
internal static class JsonWalk
{
    /// <summary>Enters the object that the text is.</summary>
    public static void EnterDocument(this ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unexpected(ref reader, "an object");
        }
    }

    /// <summary>Enters the array that the text is.</summary>
    public static void EnterList(this ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unexpected(ref reader, "an array");
        }
    }

    /// <summary>Moves to the next member of the object; its name is the current token.</summary>
    /// <returns><see langword="false"/> at the end of the object.</returns>
    public static bool NextMember(this ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves to the next item of the array; it, or its start, is the current token.</summary>
    /// <returns><see langword="false"/> at the end of the array.</returns>
    public static bool NextItem(this ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Moves to the next item of an array of objects and enters it.</summary>
    /// <returns><see langword="false"/> at the end of the array.</returns>
    public static bool NextObject(this ref Utf8JsonReader reader) =>
        reader.NextItem() && (reader.TokenType == JsonTokenType.StartObject ? true : throw Unexpected(ref reader, "an object"));

    /// <summary>Enters the array that is the value of the current member.</summary>
    /// <returns><see langword="false"/> when the value is null.</returns>
    public static bool EnterArray(this ref Utf8JsonReader reader) => reader.Enter(JsonTokenType.StartArray, "an array");

    /// <summary>Enters the object that is the value of the current member.</summary>
    /// <returns><see langword="false"/> when the value is null.</returns>
    public static bool EnterObject(this ref Utf8JsonReader reader) => reader.Enter(JsonTokenType.StartObject, "an object");

    /// <summary>The text that is the value of the current member; empty for null.</summary>
    public static string NextText(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.Text();
    }

    /// <summary>The text that the current token is; empty for null.</summary>
    public static string Text(this ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString() ?? "",
        JsonTokenType.Null => "",
        _ => throw Unexpected(ref reader, "a text"),
    };

    /// <summary>The text that is the value of the current member, the same instance as for the last equal text.</summary>
    public static string NextText(this ref Utf8JsonReader reader, TextPool pool)
    {
        reader.Read();
        return reader.Text(pool);
    }

    /// <summary>The text that the current token is, the same instance as for the last equal text.</summary>
    public static string Text(this ref Utf8JsonReader reader, TextPool pool) =>
        reader is { TokenType: JsonTokenType.String or JsonTokenType.PropertyName, ValueIsEscaped: false } ? pool.Get(reader.ValueSpan)
        : reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() ?? ""
        : reader.Text();

    /// <summary>Adds the texts of the array that is the value of the current member.</summary>
    public static void AddTexts(this ref Utf8JsonReader reader, List<string> texts)
    {
        if (!reader.EnterArray())
        {
            return;
        }

        while (reader.NextItem())
        {
            texts.Add(reader.Text());
        }
    }

    /// <summary>The time that is the value of the current member; <see langword="null"/> when it is none.</summary>
    public static DateTimeOffset? NextTime(this ref Utf8JsonReader reader) =>
        Times.TryParse(reader.NextText(), out var time) ? time : null;

    /// <summary>Skips the value of the current member.</summary>
    public static void SkipValue(this ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static bool Enter(this ref Utf8JsonReader reader, JsonTokenType start, string what)
    {
        reader.Read();
        return reader.TokenType == start || (reader.TokenType == JsonTokenType.Null ? false : throw Unexpected(ref reader, what));
    }

    private static FormatException Unexpected(ref Utf8JsonReader reader, string expected) =>
        new($"Expected {expected}, found {reader.TokenType} at byte {reader.TokenStartIndex}.");
}
