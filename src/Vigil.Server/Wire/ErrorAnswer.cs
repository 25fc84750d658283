using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Vigil.Server.Wire;

/// <summary>Writes a refusal as the API does: the type in a header, the rest in the body.</summary>
internal static class ErrorAnswer
{
    public const string ContentType = "application/json";

    public static async Task WriteAsync(HttpContext context, ApiException error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            Write(json, error);
        }

        context.Response.StatusCode = (int)error.Status;
        context.Response.ContentType = ContentType;
        context.Response.Headers["x-amzn-ErrorType"] = error.Type;
        if (error.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = SecondsOf(wait).ToString(CultureInfo.InvariantCulture);
        }

        // what is left of a body that was refused is not read
        if (error.Status is System.Net.HttpStatusCode.RequestEntityTooLarge or System.Net.HttpStatusCode.RequestTimeout)
        {
            context.Response.Headers.Connection = "close";
        }

        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, ApiException error)
    {
        json.WriteStartObject();
        json.WriteString("message", error.Message);
        WriteOptional(json, "reason", error.Reason);
        WriteOptional(json, "resourceId", error.ResourceId);
        WriteOptional(json, "resourceType", error.ResourceType);
        if (!error.Fields.IsEmpty)
        {
            json.WriteStartArray("fields");
            foreach (var field in error.Fields)
            {
                json.WriteStartObject();
                json.WriteString("name", field.Member);
                json.WriteString("message", field.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static int SecondsOf(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
