using System.IO.Compression;
using System.Security.Cryptography;

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
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        gzip.CopyTo(Stream.Null);
        RefuseShrunkFile(path, previousPath);
    }

    /// <summary>Any file: a list that may be empty or shrink.</summary>
    public static void None(string path, string? previousPath)
    {
    }

    /// <summary>A file that begins like JSON.</summary>
    public static void Json(string path, string? previousPath)
    {
        Record(path, previousPath);
        RefuseShrunkFile(path, previousPath);
    }

    /// <summary>Comma-separated values that begin with the column <paramref name="firstColumn"/>.</summary>
    public static DocumentCheck Csv(string firstColumn) => (path, previousPath) =>
    {
        using (var text = new StreamReader(path))
        {
            var start = new char[firstColumn.Length + 1];
            if (text.ReadBlock(start) < start.Length || !start.AsSpan().SequenceEqual(firstColumn + ","))
            {
                throw new FormatException($"Expected comma-separated values that begin with the column '{firstColumn}', found something else.");
            }
        }

        RefuseShrunkFile(path, previousPath);
    };

    /// <summary>A file that begins like JSON and holds one record, which may shrink.</summary>
    public static void Record(string path, string? previousPath)
    {
        using var stream = File.OpenRead(path);
        var first = stream.ReadByte();
        while (first is ' ' or '\n' or '\r' or '\t')
        {
            first = stream.ReadByte();
        }

        if (first is not ('{' or '['))
        {
            throw new FormatException("Expected JSON, found something else.");
        }
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

    /// <summary>An <c>.xz</c> file.</summary>
    public static void Xz(string path, string? previousPath) => Begins(path, previousPath, "an xz file", [0xFD, .. "7zXZ\0"u8]);

    /// <summary>A <c>.bz2</c> file.</summary>
    public static void Bzip2(string path, string? previousPath) => Begins(path, previousPath, "a bzip2 file", "BZh"u8);

    /// <summary>A file that begins like XML and is no web page.</summary>
    public static void Xml(string path, string? previousPath)
    {
        Span<byte> start = stackalloc byte[256];
        using (var stream = File.OpenRead(path))
        {
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        var text = start.StartsWith("\uFEFF"u8) ? start[3..] : start;
        if (!text.TrimStart(" \t\r\n"u8).StartsWith("<"u8) || start.IndexOf("<html"u8) >= 0 || start.IndexOf("<!DOCTYPE"u8) >= 0)
        {
            throw new FormatException("Expected XML, found something else.");
        }

        RefuseShrunkFile(path, previousPath);
    }

    /// <summary>A <c>.zst</c> file.</summary>
    public static void Zstd(string path, string? previousPath) => Begins(path, previousPath, "a zstd file", [0x28, 0xB5, 0x2F, 0xFD]);

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

    private static void Begins(string path, string? previousPath, string what, ReadOnlySpan<byte> magic)
    {
        Span<byte> start = stackalloc byte[8];
        using (var stream = File.OpenRead(path))
        {
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        if (!start.StartsWith(magic))
        {
            throw new FormatException($"Expected {what}, found something else.");
        }

        RefuseShrunkFile(path, previousPath);
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
