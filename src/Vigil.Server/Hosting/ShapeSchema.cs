using System.Text.Json;
using Vigil.Server.Model;
using Vigil.Server.Wire;

namespace Vigil.Server.Hosting;

/// <summary>Shapes of the model as JSON Schema.</summary>
internal static class ShapeSchema
{
    /// <summary>The name of a shape among the components of the document.</summary>
    public static string NameOf(Shape shape) => shape.Name.Replace('<', '-').Replace(">", "", StringComparison.Ordinal);

    /// <summary>Writes a reference to a shape, and notes the shape.</summary>
    public static void WriteReference(Utf8JsonWriter json, Shape shape, SortedDictionary<string, Shape> shapes)
    {
        // the two models have shapes of the same name, with the same meaning
        shapes.TryAdd(shape.Name, shape);
        json.WriteStartObject();
        json.WriteString("$ref", $"#/components/schemas/{NameOf(shape)}");
        json.WriteEndObject();
    }

    /// <summary>Writes what an object with members must be.</summary>
    public static void WriteMembers(Utf8JsonWriter json, IReadOnlyList<Member> members, SortedDictionary<string, Shape> shapes)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var member in members)
        {
            json.WritePropertyName(member.Name);
            WriteReference(json, member.Shape, shapes);
        }

        json.WriteEndObject();
        if (members.Any(member => member.IsRequired))
        {
            json.WriteTextList("required", members.Where(member => member.IsRequired).Select(member => member.Name));
        }
    }

    /// <summary>Writes what a shape must be.</summary>
    public static void Write(Utf8JsonWriter json, Shape shape, SortedDictionary<string, Shape> shapes)
    {
        switch (shape)
        {
            case StructureShape structure:
                WriteMembers(json, structure.Members, shapes);
                WriteBounds(json, structure.IsUnion ? new Bounds(1, 1) : default, "Properties");
                break;
            case ListShape list:
                json.WriteString("type", "array");
                json.WritePropertyName("items");
                WriteReference(json, list.Item, shapes);
                WriteBounds(json, list.Bounds, "Items");
                break;
            case MapShape map:
                json.WriteString("type", "object");
                json.WritePropertyName("additionalProperties");
                WriteReference(json, map.Value, shapes);
                WriteBounds(json, map.Bounds, "Properties");
                break;
            case TextShape text:
                json.WriteString("type", "string");
                WriteBounds(json, text.Bounds, "Length");
                json.WriteText("pattern", text.Pattern is { } pattern ? $"^(?:{pattern.ToString()[5..^3]})$" : "");
                break;
            case EnumShape words:
                json.WriteString("type", "string");
                json.WriteTextList("enum", words.Words);
                break;
            case NumberShape number:
                json.WriteString("type", number.IsWhole ? "integer" : "number");
                json.WriteOptional("minimum", number.Bounds.Least);
                json.WriteOptional("maximum", number.Bounds.Greatest);
                break;
            case TimestampShape time:
                json.WriteString("type", time.IsText ? "string" : "number");
                json.WriteString("description", time.IsText ? "ISO 8601" : "Seconds since 1970");
                break;
            case BooleanShape:
                json.WriteString("type", "boolean");
                break;
            case BlobShape:
                json.WriteString("type", "string");
                json.WriteString("contentEncoding", "base64");
                break;
            default:
                json.WriteString("type", "object");
                break;
        }
    }

    private static void WriteBounds(Utf8JsonWriter json, Bounds bounds, string what)
    {
        json.WriteOptional($"min{what}", bounds.Least);
        json.WriteOptional($"max{what}", bounds.Greatest);
    }
}
