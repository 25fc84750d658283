using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Vigil.Cli.Batch;

/// <summary>Answers one JSON object a line with one JSON object a line, in order, in one process.</summary>
/// <remarks>A line that cannot be answered gets <c>{"error": …}</c>, so that answers always line up with questions.</remarks>
internal static class JsonLines
{
    // a whole advisory set may stand on one line of "match --batch"
    private const int MaxLineBytes = 256 << 20;

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the members of the answer to one question; throws <see cref="FormatException"/> when it cannot be answered.</summary>
    internal delegate void Answer(JsonElement question, Utf8JsonWriter answer);

    /// <summary>Runs until the input ends.</summary>
    public static async Task<int> RunAsync(Stream input, Stream output, Answer answer, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 64 << 10));
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(minimumBufferSize: 64 << 10, leaveOpen: true));
        var number = 0;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (TryTakeLine(ref buffer, result.IsCompleted, out var line))
            {
                number++;
                if (!IsBlank(line))
                {
                    AnswerLine(line, number, answer, writer);
                }
            }

            if (buffer.Length > MaxLineBytes)
            {
                throw new FormatException($"line {number + 1} is longer than {MaxLineBytes >> 20} MiB");
            }

            await writer.FlushAsync(cancellationToken);
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                await writer.CompleteAsync();
                return ExitCode.Success;
            }
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } newline)
        {
            line = buffer.Slice(0, newline);
            buffer = buffer.Slice(buffer.GetPosition(1, newline));
            return true;
        }

        line = buffer;
        if (!isLast || buffer.IsEmpty)
        {
            return false;
        }

        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private static bool IsBlank(in ReadOnlySequence<byte> line) =>
        line.IsSingleSegment ? line.FirstSpan.Trim(" \t\r"u8).IsEmpty : line.IsEmpty;

    private static void AnswerLine(in ReadOnlySequence<byte> line, int number, Answer answer, PipeWriter output)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        try
        {
            using var question = JsonDocument.Parse(line);
            Write(bytes, question.RootElement, answer);
        }
        catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException or InvalidDataException)
        {
            bytes = new ArrayBufferWriter<byte>(256);
            using var writer = new Utf8JsonWriter(bytes, WriterOptions);
            writer.WriteStartObject();
            writer.WriteString("error", ex is JsonException ? $"line {number} is not a JSON object: {ex.Message}" : ex.Message);
            writer.WriteEndObject();
        }

        output.Write(bytes.WrittenSpan);
        output.Write("\n"u8);
    }

    private static void Write(IBufferWriter<byte> bytes, JsonElement question, Answer answer)
    {
        using var writer = new Utf8JsonWriter(bytes, WriterOptions);
        writer.WriteStartObject();
        answer(question, writer);
        writer.WriteEndObject();
    }
}
