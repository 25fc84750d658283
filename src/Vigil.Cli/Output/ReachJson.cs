using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain.Diagnostics;
using Vigil.Reachability;

namespace Vigil.Cli.Output;

/// <summary>Exposures for programs; described in <c>docs/formats/reach-json.md</c>.</summary>
internal static class ReachJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Exposure> exposures, ImmutableArray<Diagnostic> diagnostics)
    {
        json.WriteStartObject();
        WriteExposures(json, "exposures", exposures);
        InventoryJson.WriteDiagnostics(json, diagnostics);
        json.WriteEndObject();
    }

    /// <summary>Writes a list of exposures, each on a line of its own: there may be hundreds of thousands.</summary>
    public static void WriteExposures(Utf8JsonWriter json, string name, IReadOnlyList<Exposure> exposures)
    {
        var line = new ArrayBufferWriter<byte>();
        using var row = new Utf8JsonWriter(line, json.Options with { Indented = false });
        json.WriteStartArray(name);
        foreach (var exposure in exposures)
        {
            line.Write("\n    "u8);
            WriteExposure(row, exposure);
            row.Flush();
            json.WriteRawValue(line.WrittenSpan, skipInputValidation: true);
            json.FlushWhenLarge();
            line.ResetWrittenCount();
            row.Reset();
        }

        json.WriteEndArray();
    }

    /// <summary>The word of the API for a protocol.</summary>
    public static string Word(Reachability.Packets.Transport transport) => transport == Reachability.Packets.Transport.Tcp ? "TCP" : "UDP";

    private static void WriteExposure(Utf8JsonWriter json, Exposure exposure)
    {
        json.WriteStartObject();
        json.WriteString("instanceId", exposure.InstanceId);
        json.WriteString("interfaceId", exposure.InterfaceId);
        json.WriteString("protocol", Word(exposure.Transport));
        json.WriteNumber("portFrom", exposure.PortFrom);
        json.WriteNumber("portTo", exposure.PortTo);
        json.WriteStartObject("entry");
        json.WriteString("id", exposure.Entry.Id);
        json.WriteString("type", exposure.Entry.Type);
        json.WriteEndObject();
        json.WriteString("via", exposure.Via);
        WritePath(json, "path", exposure.Path);
        WritePath(json, "replyPath", exposure.ReplyPath);
        json.WriteStartArray("clients");
        foreach (var block in exposure.Clients)
        {
            json.WriteStringValue(block);
        }

        json.WriteEndArray();
        json.WriteStartObject("witness");
        WritePacket(json, "sent", exposure.Witness.Sent);
        WritePacket(json, "delivered", exposure.Witness.Delivered);
        json.WriteEndObject();
        if (exposure.Assumed.Length > 0)
        {
            json.WriteString("assumed", exposure.Assumed);
        }

        json.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter json, string name, ImmutableArray<Component> path)
    {
        json.WriteStartArray(name);
        foreach (var component in path)
        {
            json.WriteStartObject();
            json.WriteString("componentId", component.Id);
            json.WriteString("componentType", component.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePacket(Utf8JsonWriter json, string name, Packet packet)
    {
        json.WriteStartObject(name);
        json.WriteString("source", packet.SourceAddress);
        json.WriteNumber("sourcePort", packet.SourcePort);
        json.WriteString("destination", packet.DestinationAddress);
        json.WriteNumber("destinationPort", packet.DestinationPort);
        json.WriteEndObject();
    }
}
