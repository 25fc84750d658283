using System.Text.Json;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>Steps through a document, from the token that is current. What is of another kind than expected is skipped, never an error by itself.</summary>
internal static class JsonWalk
{
    /// <summary>Demands an object and stays at its start.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static void RequireObject(this ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidDataException($"an object was expected, and there is a {json.TokenType}");
        }
    }

    /// <summary>From an object's start or the end of a member's value to the next member's name.</summary>
    /// <returns><see langword="false"/> at the end of the object.</returns>
    public static bool NextMember(this ref Utf8JsonReader json)
    {
        Advance(ref json);
        return json.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>From an array's start or the end of an item to the next item.</summary>
    /// <returns><see langword="false"/> at the end of the array.</returns>
    public static bool NextItem(this ref Utf8JsonReader json)
    {
        Advance(ref json);
        return json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>From a member's name into the object that is its value.</summary>
    /// <returns><see langword="false"/>, with the value skipped, when it is none.</returns>
    public static bool EnterObject(this ref Utf8JsonReader json) => Enter(ref json, JsonTokenType.StartObject);

    /// <summary>From a member's name into the array that is its value.</summary>
    /// <returns><see langword="false"/>, with the value skipped, when it is none.</returns>
    public static bool EnterArray(this ref Utf8JsonReader json) => Enter(ref json, JsonTokenType.StartArray);

    /// <summary>From a member's name over its value: the text, or empty when it is of another kind.</summary>
    public static string ReadText(this ref Utf8JsonReader json)
    {
        Advance(ref json);
        return json.ItemText();
    }

    /// <summary>The text of the current value, or empty, with the value skipped, when it is of another kind.</summary>
    public static string ItemText(this ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            return json.GetString()!; // a string token has a text
        }

        json.Skip();
        return "";
    }

    /// <summary>From a member's name over its value.</summary>
    /// <returns>Whether it is <c>true</c>.</returns>
    public static bool ReadTruth(this ref Utf8JsonReader json)
    {
        Advance(ref json);
        json.Skip();
        return json.TokenType == JsonTokenType.True;
    }

    private static bool Enter(ref Utf8JsonReader json, JsonTokenType start)
    {
        Advance(ref json);
        if (json.TokenType == start)
        {
            return true;
        }

        json.Skip();
        return false;
    }

    // the reader of a whole document throws when it ends too early
    private static void Advance(ref Utf8JsonReader json) => json.Read();
}
