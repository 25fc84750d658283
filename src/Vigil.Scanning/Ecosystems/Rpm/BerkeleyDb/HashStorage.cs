using System.Buffers.Binary;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.BerkeleyDb;

/// <summary><c>Packages</c>, rpm's form until 4.15: a hash of Berkeley DB from package number to header, in either byte order.</summary>
/// <remarks>The buckets do not matter here: every page that holds entries is read, in the order of the file (db-4.8, dbinc/db_page.h).</remarks>
internal sealed class HashStorage(FileContent file, Action<string> damaged) : RpmStorage
{
    private const uint HashMagic = 0x061561;
    private const int MetaBytes = 72;
    private const byte Inline = 1;
    private const byte OffPage = 3;

    private readonly HeaderBuffer _buffer = new(file.Length);
    private bool _bigEndian;

    public static bool IsHash(ReadOnlySpan<byte> start) => start.Length >= 16
        && (BinaryPrimitives.ReadUInt32LittleEndian(start[12..]) == HashMagic || BinaryPrimitives.ReadUInt32BigEndian(start[12..]) == HashMagic);

    public override void ReadHeaders(HeaderHandler handler)
    {
        var (pageSize, lastPage) = ReadMeta();
        var pages = new PagedFile(file, pageSize);
        if (pages.Count <= lastPage)
        {
            damaged($"The file ends after {pages.Count} of {lastPage + 1L} pages.");
        }

        var page = pages.NewPage();
        var overflow = pages.NewPage();
        for (var index = 1L; index < pages.Count; index++)
        {
            pages.Read(index, page);
            if (new HashPage(page, _bigEndian).HoldsEntries)
            {
                ReadEntries(pages, page, overflow, handler);
            }
        }
    }

    private (int PageSize, uint LastPage) ReadMeta()
    {
        Span<byte> meta = stackalloc byte[MetaBytes];
        if (file.ReadAt(0, meta) != meta.Length)
        {
            throw new InvalidDataException("The file ends within the first page of a Berkeley DB hash.");
        }

        _bigEndian = BinaryPrimitives.ReadUInt32BigEndian(meta[12..]) == HashMagic;
        var size = UInt32(meta[20..]);
        var plain = meta[24] == 0 && (meta[26] & 1) == 0; // neither encrypted nor with checksums, which would move the entries
        return size is >= 512 and <= 65_536 && (size & (size - 1)) == 0 && plain
            ? ((int)size, UInt32(meta[32..]))
            : throw new InvalidDataException($"A Berkeley DB hash cannot have pages of {size} bytes, or is encrypted or checksummed.");
    }

    // keys and values in turn
    private void ReadEntries(PagedFile pages, byte[] page, byte[] overflow, HeaderHandler handler)
    {
        var entries = new HashPage(page, _bigEndian).Entries;
        for (var value = 1; value < entries; value += 2)
        {
            try
            {
                ReadValue(pages, new HashPage(page, _bigEndian).Entry(value), overflow, handler);
            }
            catch (InvalidDataException ex)
            {
                damaged(ex.Message);
            }
        }
    }

    private void ReadValue(PagedFile pages, ReadOnlySpan<byte> entry, byte[] overflow, HeaderHandler handler)
    {
        switch (entry[0])
        {
            case Inline when entry.Length <= 5:
                break; // the next free package number, kept under key 0
            case Inline:
                handler(entry[1..]);
                break;
            case OffPage when entry.Length >= 12:
                handler(Chain(pages, UInt32(entry[4..]), UInt32(entry[8..]), overflow));
                break;
            default:
                throw new InvalidDataException($"An entry is of the unknown kind {entry[0]}.");
        }
    }

    private ReadOnlySpan<byte> Chain(PagedFile pages, uint next, uint length, byte[] overflow)
    {
        var header = _buffer.Take(length);
        for (var rest = header; !rest.IsEmpty;)
        {
            pages.Read(next, overflow);
            var page = new HashPage(overflow, _bigEndian);
            var part = page.IsOverflow ? page.Overflow : default;
            if (part.IsEmpty || part.Length > rest.Length)
            {
                throw new InvalidDataException($"Page {next} is no part of an entry of {length} bytes.");
            }

            part.CopyTo(rest);
            rest = rest[part.Length..];
            next = page.Next;
        }

        return header;
    }

    private uint UInt32(ReadOnlySpan<byte> bytes) =>
        _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
