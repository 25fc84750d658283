using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain.Diagnostics;
using Vigil.Reachability;
using Vigil.Reachability.Inspection;

namespace Vigil.Cli.Output;

/// <summary>Why a port is open or closed, for programs; described in <c>docs/formats/reach-json.md</c>.</summary>
internal static class ReachWhyJson
{
    public static void Write(Utf8JsonWriter json, PortExplanation explanation, ImmutableArray<Diagnostic> diagnostics)
    {
        json.WriteStartObject();
        ReachJson.WriteExposures(json, "open", explanation.Open);
        json.WriteStartArray("blocked");
        foreach (var way in explanation.Blocked)
        {
            json.WriteStartObject();
            json.WriteStartObject("entry");
            json.WriteString("id", way.Entry.Id);
            json.WriteString("type", way.Entry.Type);
            json.WriteEndObject();
            json.WriteString("via", way.Via);
            json.WriteString("interfaceId", way.InterfaceId);
            json.WriteString("address", way.Address);
            Write(json, "obstacles", way.Obstacles);
            Write(json, "smallestChange", way.SmallestChange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        InventoryJson.WriteDiagnostics(json, diagnostics);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<Obstacle> obstacles)
    {
        json.WriteStartArray(name);
        foreach (var obstacle in obstacles)
        {
            json.WriteStartObject();
            json.WriteString("componentId", obstacle.Component.Id);
            json.WriteString("componentType", obstacle.Component.Type);
            json.WriteString("reason", obstacle.Reason);
            json.WriteString("change", obstacle.Change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
