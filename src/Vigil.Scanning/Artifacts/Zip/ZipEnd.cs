using System.Buffers;
using System.Buffers.Binary;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>The end record of a zip, which tells where its directory lies.</summary>
/// <param name="RecordOffset">Where the directory ends and the record begins.</param>
/// <param name="Entries">Entries in the directory.</param>
/// <param name="DirectoryLength">Size of the directory, bytes.</param>
/// <param name="DirectoryOffset">Where the directory begins, counted from the first entry.</param>
internal readonly record struct ZipEnd(long RecordOffset, long Entries, long DirectoryLength, long DirectoryOffset)
{
    /// <summary>Looks for the record from the end of a file, before a comment.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static ZipEnd Find(FileContent file, int maxComment)
    {
        var length = (int)Math.Min(file.Length, ZipFormat.EndRecordBytes + maxComment);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var tail = buffer.AsSpan(0, file.ReadAt(file.Length - length, buffer.AsSpan(0, length)));
            for (var at = tail.LastIndexOf(ZipFormat.EndRecord); at >= 0; at = tail[..at].LastIndexOf(ZipFormat.EndRecord))
            {
                var record = tail[at..];
                if (record.Length >= ZipFormat.EndRecordBytes && ZipFormat.EndRecordBytes + BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) <= record.Length)
                {
                    return Read(file, file.Length - length + at, record);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        throw new InvalidDataException("It is no zip: it has no directory at its end.");
    }

    private static ZipEnd Read(FileContent file, long offset, ReadOnlySpan<byte> record)
    {
        var end = new ZipEnd(
            offset,
            BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(record[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(record[16..]));
        var isLarge = end.Entries == ushort.MaxValue || end.DirectoryLength == uint.MaxValue || end.DirectoryOffset == uint.MaxValue;
        return isLarge && TryRead64(file, offset, out var large) ? large : end;
    }

    private static bool TryRead64(FileContent file, long offset, out ZipEnd end)
    {
        end = default;
        Span<byte> locator = stackalloc byte[ZipFormat.End64LocatorBytes], record = stackalloc byte[ZipFormat.End64RecordBytes];
        if (offset < locator.Length || file.ReadAt(offset - locator.Length, locator) < locator.Length || !locator.StartsWith(ZipFormat.End64Locator))
        {
            return false;
        }

        // with something before the first entry the stated offset is too small: without extensible data the record stands right before its locator
        Span<long> places = [BinaryPrimitives.ReadInt64LittleEndian(locator[8..]), offset - locator.Length - record.Length];
        foreach (var place in places)
        {
            if (place >= 0 && file.ReadAt(place, record) == record.Length && record.StartsWith(ZipFormat.End64Record))
            {
                end = new ZipEnd(
                    place,
                    BinaryPrimitives.ReadInt64LittleEndian(record[32..]),
                    BinaryPrimitives.ReadInt64LittleEndian(record[40..]),
                    BinaryPrimitives.ReadInt64LittleEndian(record[48..]));
                return true;
            }
        }

        throw new InvalidDataException("The zip64 directory does not lie where it is said to be.");
    }
}
