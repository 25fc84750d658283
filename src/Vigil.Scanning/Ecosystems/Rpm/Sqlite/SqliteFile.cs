using System.Buffers.Binary;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Sqlite;

/// <summary>The header of a SQLite 3 database file (sqlite.org/fileformat2.html, section 1.3) and access to its pages.</summary>
internal sealed class SqliteFile
{
    public const int HeaderBytes = 100;

    private readonly PagedFile _pages;

    /// <exception cref="InvalidDataException">The header is broken.</exception>
    public SqliteFile(FileContent file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAt(0, header) != HeaderBytes || !IsSqlite(header))
        {
            throw new InvalidDataException("The file ends within the header of a SQLite database.");
        }

        var stated = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        var pageSize = stated == 1 ? 65_536 : stated;
        UsableBytes = pageSize - header[20];
        if (pageSize < 512 || (pageSize & (pageSize - 1)) != 0 || UsableBytes < 480)
        {
            throw new InvalidDataException($"A SQLite database cannot have pages of {pageSize} bytes of which {UsableBytes} are used.");
        }

        _pages = new PagedFile(file, pageSize);
        Length = file.Length;
    }

    /// <summary>Size of the file, bytes.</summary>
    public long Length { get; }

    /// <summary>Bytes of a page that hold content; the rest is reserved for extensions.</summary>
    public int UsableBytes { get; }

    /// <summary>Number of pages.</summary>
    public long PageCount => _pages.Count;

    public static bool IsSqlite(ReadOnlySpan<byte> start) => start.StartsWith("SQLite format 3\0"u8);

    public byte[] NewPage() => _pages.NewPage();

    /// <summary>Reads a page by its number, which starts at 1.</summary>
    public void ReadPage(uint number, Span<byte> page) => _pages.Read((long)number - 1, page);
}
