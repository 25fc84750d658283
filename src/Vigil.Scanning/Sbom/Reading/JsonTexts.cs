using System.Text.Json;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>Members of JSON objects of which nothing is certain: what is missing or of another type is empty.</summary>
internal static class JsonTexts
{
    /// <summary>A member that is a text, or empty.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() ?? "" : "";

    /// <summary>A member; of kind <see cref="JsonValueKind.Undefined"/> when there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The items of a member that is an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The items of a member that is an array of texts.</summary>
    public static IEnumerable<string> Texts(this JsonElement element, string name) =>
        element.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString() ?? "");
}
