using System.Text.Json;
using Vigil.Domain;
using Vigil.Domain.Resources;

namespace Vigil.Server.Wire;

/// <summary>Writing members of answers: what is empty or unknown is left out.</summary>
internal static class JsonWriting
{
    /// <summary>Writes a text unless it is empty.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes a number unless there is none.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>Writes a whole number unless there is none.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>Writes a list of texts unless it is empty; empty texts are left out.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, EquatableArray<string> values, int most = int.MaxValue)
    {
        if (!values.IsEmpty)
        {
            json.WriteTextList(name, values.Items.Where(value => value.Length > 0).Take(most));
        }
    }

    /// <summary>Writes a list of texts, also an empty one.</summary>
    public static void WriteTextList(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes tags as a map unless there are none.</summary>
    public static void WriteTags(this Utf8JsonWriter json, string name, EquatableArray<Tag> tags)
    {
        if (!tags.IsEmpty)
        {
            json.WriteTextMap(name, tags.Items.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
        }
    }

    /// <summary>Writes a map of texts, also an empty one.</summary>
    public static void WriteTextMap(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> entries)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in entries)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
