using System.Globalization;
using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Server.Model;
using Vigil.Server.Operations.Findings;

namespace Vigil.Server.Deliveries.EventBridge;

/// <summary>
/// A finding as events show it (spec events.md §1.1): as the API does, but times are texts, <c>Wed Sep 04 16:59:44.356 UTC 2024</c>, and the steps of network
/// paths have no ARNs.
/// </summary>
internal static class EventFinding
{
    public static byte[] Write(RecordedFinding finding)
    {
        using var api = new MemoryStream();
        using (var json = new Utf8JsonWriter(api))
        {
            FindingJson.Write(json, finding);
        }

        using var document = JsonDocument.Parse(api.ToArray());
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            Copy(json, document.RootElement);
        }

        return output.ToArray();
    }

    private static void Copy(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(member => member.Name != "componentArn"))
                {
                    json.WritePropertyName(member.Name);
                    CopyMember(json, member);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Copy(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    // in the model all numbers whose names end like this are times, and no other is
    private static void CopyMember(Utf8JsonWriter json, JsonProperty member)
    {
        if (member.Value.ValueKind == JsonValueKind.Number && member.Name.EndsWith("At", StringComparison.Ordinal))
        {
            json.WriteStringValue(Timestamps.Read(member.Value.GetDouble()).UtcDateTime.ToString("ddd MMM dd HH:mm:ss.fff 'UTC' yyyy", CultureInfo.InvariantCulture));
            return;
        }

        Copy(json, member.Value);
    }
}
