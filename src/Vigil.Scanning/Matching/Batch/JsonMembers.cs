using System.Globalization;
using System.Text.Json;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>Reads members of a case whatever their capitals: <c>Name</c> and <c>name</c> are the same.</summary>
internal static class JsonMembers
{
    /// <summary>The member, or an undefined element when it is absent or null.</summary>
    public static JsonElement Member(this JsonElement item, string name)
    {
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in item.EnumerateObject())
            {
                if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return member.Value.ValueKind == JsonValueKind.Null ? default : member.Value;
                }
            }
        }

        return default;
    }

    /// <summary>A text or a number as text; empty when absent.</summary>
    public static string Text(this JsonElement item, string name) => item.Member(name).AsText();

    /// <summary>The items of a list; empty when absent.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement item, string name)
    {
        var list = item.Member(name);
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
    }

    /// <summary>The texts of a list; empty when absent.</summary>
    public static string[] Texts(this JsonElement item, string name) => [.. item.Items(name).Select(AsText)];

    private static string AsText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => "",
    };
}
