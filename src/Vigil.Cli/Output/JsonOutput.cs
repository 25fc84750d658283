using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vigil.Cli.Output;

/// <summary>JSON documents as the command line writes them.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <summary>Writes a document and a line feed to standard output.</summary>
    public static void Write(Action<Utf8JsonWriter> write)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput(), 64 << 10);
        Write(output, write);
    }

    /// <summary>Writes a document and a line feed to a stream.</summary>
    public static void Write(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            write(json);
        }

        output.WriteByte((byte)'\n');
    }
}
