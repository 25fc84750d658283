using System.Buffers.Binary;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Ndb;

/// <summary><c>Packages.db</c>, the form of SUSE (rpm 4.19, lib/backend/ndb/rpmpkg.c): pages of slots, then blobs in blocks of 16 bytes.</summary>
internal sealed class NdbStorage(FileContent file, Action<string> damaged) : RpmStorage
{
    private const uint FileMagic = 0x506d7052; // RpmP
    private const uint SlotMagic = 0x746f6c53; // Slot
    private const uint BlobMagic = 0x53626c42; // BlbS
    private const int PageBytes = 4_096;
    private const int BlockBytes = 16;
    private const int FileHeaderBytes = 32;

    private readonly HeaderBuffer _buffer = new(file.Length);

    public static bool IsNdb(ReadOnlySpan<byte> start) => start.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(start) == FileMagic;

    public override void ReadHeaders(HeaderHandler handler)
    {
        var pages = new PagedFile(file, PageBytes);
        var page = pages.NewPage();
        pages.Read(0, page);
        var slotPages = BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(12));
        for (var index = 0L; index < slotPages; index++)
        {
            if (index >= pages.Count)
            {
                damaged($"The database ends after {index} of {slotPages} pages of slots.");
                return;
            }

            pages.Read(index, page);
            for (var at = index == 0 ? FileHeaderBytes : 0; at < PageBytes; at += BlockBytes)
            {
                ReadSlot(page.AsSpan(at, BlockBytes), handler);
            }
        }
    }

    // magic, package, first block, number of blocks
    private void ReadSlot(ReadOnlySpan<byte> slot, HeaderHandler handler)
    {
        // not thrown: a file of nothing else has sixteen million of them
        if (BinaryPrimitives.ReadUInt32LittleEndian(slot) != SlotMagic)
        {
            damaged("A slot does not begin with its magic number.");
            return;
        }

        var package = BinaryPrimitives.ReadUInt32LittleEndian(slot[4..]);
        try
        {
            if (package != 0)
            {
                ReadBlob(package, BinaryPrimitives.ReadUInt32LittleEndian(slot[8..]), BinaryPrimitives.ReadUInt32LittleEndian(slot[12..]), handler);
            }
        }
        catch (InvalidDataException ex)
        {
            damaged(ex.Message);
        }
    }

    // magic, package, generation, length; the bytes; then checksum, length and an end mark
    private void ReadBlob(uint package, uint block, uint blocks, HeaderHandler handler)
    {
        Span<byte> start = stackalloc byte[BlockBytes];
        var offset = (long)block * BlockBytes;
        if (file.ReadAt(offset, start) != start.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(start) != BlobMagic || BinaryPrimitives.ReadUInt32LittleEndian(start[4..]) != package)
        {
            throw new InvalidDataException($"The entry of package {package} is not at block {block}.");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(start[12..]);
        if (length > (long)blocks * BlockBytes)
        {
            throw new InvalidDataException($"The entry of package {package} is longer than its blocks.");
        }

        var header = _buffer.Take(length);
        if (file.ReadAt(offset + BlockBytes, header) != header.Length)
        {
            throw new InvalidDataException($"The file ends within the entry of package {package}.");
        }

        handler(header);
    }
}
