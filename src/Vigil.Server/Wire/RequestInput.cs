using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Vigil.Server.Model;

namespace Vigil.Server.Wire;

/// <summary>Makes one JSON object out of the body, the query and the path of a request.</summary>
internal static class RequestInput
{
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    /// <summary>Reads and checks the members of a request.</summary>
    /// <exception cref="ApiException">The body is no JSON object, or a member does not agree with the model.</exception>
    public static JsonElement Read(Route route, RawRequest request)
    {
        try
        {
            var input = Join(route, request, Parse(request.Body));
            var validation = new Validation();
            validation.CheckMembers(route.Operation.Input, input, "");
            return validation.Faults.IsEmpty ? input : throw ApiException.Invalid(validation.Faults);
        }
        catch (InvalidOperationException)
        {
            // a text with half a surrogate pair
            throw ApiException.CannotParse("The body holds a text that is no Unicode.");
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return Empty;
        }

        if (!Utf8.IsValid(body.Span))
        {
            throw ApiException.CannotParse("The body is no UTF-8.");
        }

        try
        {
            var value = JsonDocument.Parse(body).RootElement;
            return value.ValueKind == JsonValueKind.Object ? value : throw ApiException.CannotParse("The body is no JSON object.");
        }
        catch (JsonException)
        {
            throw ApiException.CannotParse("The body is no JSON.");
        }
    }

    private static JsonElement Join(Route route, RawRequest request, JsonElement body)
    {
        var outside = route.Operation.Input.Where(member => member.Place != Place.Body).ToList();
        if (outside.Count == 0)
        {
            return body;
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var member in body.EnumerateObject().Where(member => outside.TrueForAll(other => other.Name != member.Name)))
            {
                member.WriteTo(json);
            }

            foreach (var member in outside)
            {
                Write(json, member, member.Name == route.Label
                    ? [Uri.UnescapeDataString(request.Path[route.Prefix.Length..])]
                    : [.. request.Query.Where(pair => pair.Name == member.Name).Select(pair => pair.Value)]);
            }

            json.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    // what cannot be read as what it should be stays a text, which validation refuses with the right words
    private static void Write(Utf8JsonWriter json, Member member, string[] values)
    {
        if (values.Length == 0)
        {
            return;
        }

        json.WritePropertyName(member.Name);
        if (member.Shape is ListShape)
        {
            json.WriteStartArray();
            foreach (var value in values)
            {
                json.WriteStringValue(Clean(value));
            }

            json.WriteEndArray();
        }
        else if (member.Shape is NumberShape && long.TryParse(values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(Clean(values[0]));
        }
    }

    // escapes in a path may spell bytes that are no Unicode
    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
