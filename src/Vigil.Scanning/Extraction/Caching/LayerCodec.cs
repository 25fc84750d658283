using System.Runtime.InteropServices;
using System.Text;
using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Extraction.Caching;

/// <summary>What a layer gave, as bytes. Little-endian, as the machines that read it are.</summary>
internal static class LayerCodec
{
    /// <summary>Raised when the bytes mean something else.</summary>
    public const int Version = 1;

    /// <summary>Writes a layer.</summary>
    /// <returns><see langword="null"/> when it holds facts that are not kept: of projects, which are in no base image.</returns>
    public static byte[]? TryWrite(LayerContents layer)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(layer.Files.Count);
        foreach (var (path, file) in layer.Files)
        {
            if (!TryWrite(writer, path, file))
            {
                return null;
            }
        }

        writer.Write(layer.Links.Count);
        foreach (var (path, link) in layer.Links)
        {
            writer.Write(path);
            writer.Write(link.Target);
            writer.Write(link.IsHard);
            Write(writer, link.Wanting);
        }

        Write(writer, layer.Deleted);
        Write(writer, layer.Emptied);
        writer.Write(layer.Entries.Values.Length);
        writer.Write(MemoryMarshal.AsBytes(layer.Entries.Values));
        Write(writer, layer.Diagnostics);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads it again.</summary>
    /// <exception cref="InvalidDataException">It was written otherwise.</exception>
    public static LayerContents Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false), Encoding.UTF8);
            var files = Repeat(reader, ReadFile).ToDictionary(StringComparer.Ordinal);
            var links = Repeat(reader, one => KeyValuePair.Create(one.ReadString(), new EntryLink(one.ReadString(), one.ReadBoolean(), ReadMask(one)))).ToDictionary(StringComparer.Ordinal);
            var deleted = Repeat(reader, one => one.ReadString()).ToHashSet(StringComparer.Ordinal);
            var emptied = Repeat(reader, one => one.ReadString()).ToHashSet(StringComparer.Ordinal);
            var entries = new ulong[reader.ReadInt32()];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(entries.AsSpan()));
            return new LayerContents(files, links, deleted, emptied, EntryIndex.OfValues(entries), [.. Repeat(reader, ReadDiagnostic)]);
        }
        catch (Exception ex) when (ex is IOException or OverflowException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"It is no layer: {ex.Message}", ex);
        }
    }

    private static bool TryWrite(BinaryWriter writer, string path, ScannedFile file)
    {
        writer.Write(path);
        writer.Write(file.ReadAs);
        Write(writer, file.Readers);
        writer.Write(file.Facts.Count);
        foreach (var fact in file.Facts)
        {
            if (!FactCodec.TryWrite(writer, fact))
            {
                return false;
            }
        }

        Write(writer, file.Diagnostics);
        return true;
    }

    private static KeyValuePair<string, ScannedFile> ReadFile(BinaryReader reader) => KeyValuePair.Create(
        reader.ReadString(), new ScannedFile(reader.ReadString(), ReadMask(reader), Repeat(reader, FactCodec.Read), Repeat(reader, ReadDiagnostic)));

    private static void Write(BinaryWriter writer, ExtractorMask mask)
    {
        var (lower, upper) = mask.Words;
        writer.Write(lower);
        writer.Write(upper);
    }

    private static ExtractorMask ReadMask(BinaryReader reader) => ExtractorMask.OfWords(reader.ReadUInt64(), reader.ReadUInt64());

    private static void Write(BinaryWriter writer, IReadOnlySet<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<Diagnostic> diagnostics)
    {
        writer.Write(diagnostics.Count);
        foreach (var diagnostic in diagnostics)
        {
            writer.Write(diagnostic.Code.Number);
            writer.Write(diagnostic.Code.IsNotice);
            writer.Write(diagnostic.Subject);
            writer.Write(diagnostic.Message);
        }
    }

    private static Diagnostic ReadDiagnostic(BinaryReader reader) =>
        new(new DiagnosticCode(reader.ReadInt32(), reader.ReadBoolean()), reader.ReadString(), reader.ReadString());

    private static List<T> Repeat<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var items = new List<T>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            items.Add(read(reader));
        }

        return items;
    }

    private static Dictionary<string, T> ToDictionary<T>(this List<KeyValuePair<string, T>> pairs, StringComparer comparer) => new(pairs, comparer);
}
