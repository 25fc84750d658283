using System.Text.Json;

namespace Vigil.Scanning.Sbom.CycloneDx;

/// <summary>CycloneDX as JSON.</summary>
internal sealed class BomJson(Utf8JsonWriter json) : BomOutput
{
    private const int FlushBytes = 1 << 16;

    public override void BeginDocument(string specVersion, string serialNumber)
    {
        json.WriteStartObject();
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", specVersion);
        json.WriteString("serialNumber", serialNumber);
        json.WriteNumber("version", 1);
    }

    public override void EndDocument() => json.WriteEndObject();

    public override void BeginObject(string name) => json.WriteStartObject(name);

    public override void EndObject() => json.WriteEndObject();

    public override void BeginList(string name) => json.WriteStartArray(name);

    public override void EndList() => json.WriteEndArray();

    public override void BeginItem(string element) => json.WriteStartObject();

    public override void Attribute(string name, string value) => json.WriteString(name, value);

    public override void Text(string name, string value) => json.WriteString(name, value);

    public override void Property(SbomProperty property)
    {
        json.WriteStartObject();
        json.WriteString("name", property.Name);
        json.WriteString("value", property.Value);
        json.WriteEndObject();
    }

    public override void License(string by, string value)
    {
        json.WriteStartObject();
        json.WriteStartObject("license");
        json.WriteString(by, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public override void Expression(string value)
    {
        json.WriteStartObject();
        json.WriteString("expression", value);
        json.WriteEndObject();
    }

    public override void References(string name, string wrapper, string element, IEnumerable<string> refs)
    {
        json.WriteStartArray(name);
        foreach (var reference in refs)
        {
            json.WriteStringValue(reference);
        }

        json.WriteEndArray();
    }

    public override void Flush()
    {
        if (json.BytesPending > FlushBytes)
        {
            json.Flush();
        }
    }
}
