using System.Buffers;
using System.Text.Json;
using Vigil.Server.Model;
using Vigil.Server.Wire;

namespace Vigil.Server.Hosting;

/// <summary>The API as an OpenAPI 3.1 document, made from the model that also routes and validates: it cannot say something else than the server does.</summary>
internal static class ApiDescription
{
    /// <summary>Writes the document.</summary>
    public static ReadOnlyMemory<byte> Of(Routes routes)
    {
        var body = new ArrayBufferWriter<byte>(256 * 1024);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("openapi", "3.1.0");
        json.WriteStartObject("info");
        json.WriteString("title", "Vigil");
        json.WriteString("version", typeof(ApiDescription).Assembly.GetName().Version!.ToString(3));
        json.WriteString("description", "Inspector2, the SBOM scan and what Vigil adds. Requests are signed with Signature Version 4.");
        json.WriteEndObject();
        var shapes = new SortedDictionary<string, Shape>(StringComparer.Ordinal);
        json.WriteStartObject("paths");
        foreach (var path in routes.All.GroupBy(route => route.Operation.Path).OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(path.Key);
            foreach (var route in path)
            {
                WriteOperation(json, route.Operation, shapes);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteComponents(json, shapes);
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static void WriteOperation(Utf8JsonWriter json, ApiOperation operation, SortedDictionary<string, Shape> shapes)
    {
        json.WriteStartObject(operation.Method.ToLowerInvariant());
        json.WriteString("operationId", operation.Name);
        json.WriteTextList("tags", [operation.Service]);
        json.WriteStartArray("parameters");
        foreach (var member in operation.Input.Where(member => member.Place != Place.Body))
        {
            json.WriteStartObject();
            json.WriteString("name", member.Name);
            json.WriteString("in", member.Place == Place.Uri ? "path" : "query");
            json.WriteBoolean("required", member.IsRequired);
            json.WritePropertyName("schema");
            ShapeSchema.WriteReference(json, member.Shape, shapes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (operation.Input.Any(member => member.Place == Place.Body))
        {
            json.WriteStartObject("requestBody");
            WriteContent(json, [.. operation.Input.Where(member => member.Place == Place.Body)], shapes);
            json.WriteEndObject();
        }

        json.WriteStartObject("responses");
        json.WriteStartObject("200");
        json.WriteString("description", "Done.");
        WriteContent(json, operation.Output.Members, shapes);
        json.WriteEndObject();
        json.WriteStartObject("default");
        json.WriteString("description", string.Join(", ", operation.Errors));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, IReadOnlyList<Member> members, SortedDictionary<string, Shape> shapes)
    {
        json.WriteStartObject("content");
        json.WriteStartObject("application/json");
        json.WriteStartObject("schema");
        ShapeSchema.WriteMembers(json, members, shapes);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // shapes refer to others, which come to the end of the list as they are met
    private static void WriteComponents(Utf8JsonWriter json, SortedDictionary<string, Shape> shapes)
    {
        json.WriteStartObject("components");
        json.WriteStartObject("schemas");
        var written = new HashSet<string>(StringComparer.Ordinal);
        while (shapes.FirstOrDefault(shape => !written.Contains(shape.Key)) is { Key: not null } next)
        {
            written.Add(next.Key);
            json.WriteStartObject(ShapeSchema.NameOf(next.Value));
            ShapeSchema.Write(json, next.Value, shapes);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("securitySchemes");
        json.WriteStartObject("sigv4");
        json.WriteString("type", "apiKey");
        json.WriteString("name", "Authorization");
        json.WriteString("in", "header");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("security");
        json.WriteStartObject();
        json.WriteStartArray("sigv4");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
