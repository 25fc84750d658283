using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml;
using Vigil.Advisories.Feeds;

namespace Vigil.Advisories.Download;

/// <summary>Looks at a new document before it replaces the one before.</summary>
/// <param name="path">The new document.</param>
/// <param name="previousPath">The one before, or <see langword="null"/>.</param>
/// <exception cref="FormatException">It must not replace the one before.</exception>
/// <exception cref="InvalidDataException">It is broken.</exception>
public delegate void DocumentCheck(string path, string? previousPath);

/// <summary>Checks of the formats that feeds come in. All but that of a single record also refuse a document that shrank to less than half.</summary>
public static class DocumentChecks
{
    private const int LongestEnd = 64;
    private const int LongestRecord = 1 << 20;
    private const long MaxUnpackedBytes = 64L << 30;

    /// <summary>A whole zip archive with entries.</summary>
    public static void Zip(string path, string? previousPath)
    {
        var entries = EntriesOf(path);
        if (entries == 0)
        {
            throw new FormatException("The archive is empty.");
        }

        RefuseShrunk(entries, previousPath is null ? 0 : EntriesOf(previousPath), "entries");
    }

    /// <summary>A whole gzip file.</summary>
    public static void Gzip(string path, string? previousPath)
    {
        using var gzip = PackedStream.Gzip(File.OpenRead(path));
        ReadToEnd(gzip);
        RefuseShrunkFile(path, previousPath);
    }

    /// <summary>Any file: a list that may be empty or shrink.</summary>
    public static void None(string path, string? previousPath)
    {
    }

    /// <summary>A whole JSON document.</summary>
    public static void Json(string path, string? previousPath)
    {
        Record(path, previousPath);
        RefuseShrunkFile(path, previousPath);
    }

    /// <summary>Comma-separated values that begin with the column <paramref name="firstColumn"/>, each record as long as the first and the last one whole.</summary>
    public static DocumentCheck Csv(string firstColumn) => (path, previousPath) =>
    {
        using (var text = new StreamReader(path))
        {
            var records = new CsvRecordReader(text, LongestRecord);
            var columns = records.Read() is { } header && header[0] == firstColumn ? header.Count : 0;
            if (columns < 2)
            {
                throw new FormatException($"Expected comma-separated values that begin with the column '{firstColumn}', found something else.");
            }

            while (records.Read() is { } record)
            {
                if (record.Count != columns)
                {
                    throw new FormatException($"Expected records of {columns} fields, found one of {record.Count}.");
                }
            }
        }

        RefuseShrunkFile(path, previousPath);
    };

    /// <summary>A whole JSON document of one record, which may shrink.</summary>
    public static void Record(string path, string? previousPath)
    {
        using var stream = File.OpenRead(path);
        JsonSyntax.Check(stream);
    }

    /// <summary>Lines of a time and an id, as in <c>modified_id.csv</c>.</summary>
    public static void ModifiedIds(string path, string? previousPath)
    {
        var first = File.ReadLines(path).FirstOrDefault() ?? "";
        var comma = first.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !DateTimeOffset.TryParse(first.AsSpan(0, comma), System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            throw new FormatException("Expected lines of a time and an id, found something else.");
        }

        RefuseShrunkFile(path, previousPath);
    }

    /// <summary>An <c>.xz</c> file with its footer.</summary>
    public static void Xz(string path, string? previousPath) =>
        Frame(path, previousPath, "xz file", [0xFD, .. "7zXZ\0"u8], end => end.AsSpan().TrimEnd((byte)0).EndsWith("YZ"u8));

    /// <summary>A <c>.bz2</c> file with the mark of its end.</summary>
    public static void Bzip2(string path, string? previousPath) => Frame(path, previousPath, "bzip2 file", "BZh"u8, HasEndOfBzip2);

    /// <summary>A whole XML document, no web page and nothing with a document type.</summary>
    public static void Xml(string path, string? previousPath)
    {
        try
        {
            using var reader = XmlReader.Create(File.OpenRead(path), SafeXml.CheckSettings);
            if (reader.MoveToContent() != XmlNodeType.Element || string.Equals(reader.LocalName, "html", StringComparison.OrdinalIgnoreCase))
            {
                throw new FormatException("Expected XML, found something else.");
            }

            while (reader.Read())
            {
            }
        }
        catch (Exception ex) when (ex is XmlException or ArgumentException)
        {
            // ArgumentException is the reader's word for an encoding that it does not know, and for a declaration that is no text
            throw new FormatException($"The XML is broken: {ex.Message}", ex);
        }

        RefuseShrunkFile(path, previousPath);
    }

    /// <summary>A whole <c>.zst</c> file.</summary>
    public static void Zstd(string path, string? previousPath)
    {
        Frame(path, previousPath, "zstd file", [0x28, 0xB5, 0x2F, 0xFD], _ => true);
        using var zstd = PackedStream.Zstd(File.OpenRead(path));
        ReadToEnd(zstd);
    }

    /// <summary>A document with a digest that is packed as its name says.</summary>
    /// <param name="name">Its name: <c>updateinfo.xml.zst</c>; without an ending it is XML.</param>
    /// <param name="sha256">Lower-case hex, or empty to check the format alone.</param>
    public static DocumentCheck Packed(string name, string sha256) => (path, previousPath) =>
    {
        if (sha256.Length > 0)
        {
            using var stream = File.OpenRead(path);
            var found = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (!string.Equals(found, sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new FormatException($"The digest is {found}, the index states {sha256}.");
            }
        }

        DocumentCheck check = Path.GetExtension(name) switch
        {
            ".gz" => Gzip,
            ".bz2" => Bzip2,
            ".xz" => Xz,
            ".zst" => Zstd,
            _ => Xml,
        };
        check(path, previousPath);
    };

    // whether the packed bytes end as they should, so that a cut file is told without unpacking gigabytes
    private static void Frame(string path, string? previousPath, string what, ReadOnlySpan<byte> magic, Func<byte[], bool> isEnd)
    {
        var start = new byte[magic.Length];
        var end = new byte[LongestEnd];
        using (var stream = File.OpenRead(path))
        {
            Array.Resize(ref start, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
            stream.Seek(-Math.Min(end.Length, stream.Length), SeekOrigin.End);
            Array.Resize(ref end, stream.ReadAtLeast(end, end.Length, throwOnEndOfStream: false));
        }

        if (!start.AsSpan().SequenceEqual(magic) || !isEnd(end))
        {
            throw new FormatException($"Expected a whole {what}, found something else.");
        }

        RefuseShrunkFile(path, previousPath);
    }

    // 48 bits that begin at any bit, then a checksum of 32 bits and up to seven bits to the end of the byte
    private static bool HasEndOfBzip2(byte[] end)
    {
        const ulong Mark = 0x1772_4538_5090;
        var bits = 0UL;
        foreach (var value in end)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                bits = ((bits << 1) | ((uint)(value >> bit) & 1)) & 0xFFFF_FFFF_FFFF;
                if (bits == Mark)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void ReadToEnd(Stream unpacked)
    {
        var chunk = new byte[1 << 16];
        var total = 0L;
        for (int read; (read = unpacked.Read(chunk)) > 0;)
        {
            total += read;
            if (total > MaxUnpackedBytes)
            {
                throw new FormatException($"The document unpacks to more than {MaxUnpackedBytes} bytes.");
            }
        }
    }

    private static int EntriesOf(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return archive.Entries.Count;
    }

    private static void RefuseShrunkFile(string path, string? previousPath) =>
        RefuseShrunk(new FileInfo(path).Length, previousPath is null ? 0 : new FileInfo(previousPath).Length, "bytes");

    private static void RefuseShrunk(long found, long before, string what)
    {
        if (found < before / 2)
        {
            throw new FormatException($"It has {found} {what}, the one before had {before}; delete that one if the new one is right.");
        }
    }
}
