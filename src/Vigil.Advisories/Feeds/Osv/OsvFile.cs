using System.Text.Json;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>One file of OSV records by itself: a zip of JSON files, one JSON record, or one record a line.</summary>
internal static class OsvFile
{
    private static ReadOnlySpan<byte> ZipMagic => "PK"u8;

    /// <summary>Reads the file to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">Takes its records.</param>
    /// <param name="cancellation">Looked at for each entry.</param>
    public static void Read(string path, SourceIntake source, CancellationToken cancellation)
    {
        var reader = new OsvAdvisoryReader(source.Source, source.Limits, _ => true);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        Span<byte> start = stackalloc byte[2];
        var isZip = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(ZipMagic);
        stream.Position = 0;
        if (isZip)
        {
            new OsvArchive(source, reader).Read(stream, cancellation);
            return;
        }

        if (stream.Length > source.Limits.MaxDocumentBytes)
        {
            throw new InvalidDataException($"The file has {stream.Length} bytes; the limit is {source.Limits.MaxDocumentBytes}.");
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        ReadRecords(content, source, reader, cancellation);
    }

    // a record may be spread over lines, so the reader finds its end, not the line feed
    private static void ReadRecords(ReadOnlySpan<byte> content, SourceIntake source, OsvAdvisoryReader reader, CancellationToken cancellation)
    {
        for (var number = 1; !(content = content.TrimStart(" \t\r\n"u8)).IsEmpty; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var length = LengthOfValue(content);
            try
            {
                if (length <= source.Limits.MaxEntryBytes)
                {
                    source.Accept(reader.Read(content[..length]));
                }
                else
                {
                    source.Reject($"record {number}", FeedCodes.EntryTooLarge, $"The record has {length} bytes; the limit is {source.Limits.MaxEntryBytes}.");
                }
            }
            catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException)
            {
                source.Reject($"record {number}", FeedCodes.EntryUnreadable, ex.Message);
            }

            content = content[length..];
        }
    }

    private static int LengthOfValue(ReadOnlySpan<byte> content)
    {
        try
        {
            var json = new Utf8JsonReader(content, new JsonReaderOptions { AllowMultipleValues = true });
            json.Read();
            json.Skip();
            return (int)json.BytesConsumed;
        }
        catch (JsonException)
        {
            // a damaged record costs its line and no more
            var line = content.IndexOf((byte)'\n');
            return line < 0 ? content.Length : line + 1;
        }
    }
}
