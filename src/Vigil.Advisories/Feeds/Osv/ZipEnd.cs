using System.Buffers.Binary;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>What the end of a zip says of its list of entries.</summary>
/// <param name="Entries">How many there are.</param>
/// <param name="DirectoryStart">Where their list begins.</param>
/// <param name="DirectoryLength">Its length.</param>
internal readonly record struct ZipEnd(long Entries, long DirectoryStart, long DirectoryLength)
{
    private const int RecordLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LocatorLength = 20;
    private const int LargeRecordLength = 56;

    /// <summary>Looks for it before the comment.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static ZipEnd Find(Stream stream)
    {
        var tail = new byte[Math.Min(stream.Length, LocatorLength + RecordLength + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        for (var at = tail.Length - RecordLength; at >= 0; at--)
        {
            var record = tail.AsSpan(at);
            if (record.StartsWith("PK\u0005\u0006"u8) && BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) <= record.Length - RecordLength)
            {
                return at >= LocatorLength && tail.AsSpan(at - LocatorLength).StartsWith("PK\u0006\u0007"u8)
                    ? ReadLarge(stream, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - LocatorLength + 8)))
                    : new ZipEnd(
                        BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
                        BinaryPrimitives.ReadUInt32LittleEndian(record[16..]),
                        BinaryPrimitives.ReadUInt32LittleEndian(record[12..]));
            }
        }

        throw new InvalidDataException("It is no zip archive, or not a whole one: it has no list of entries at its end.");
    }

    // zip64, for more entries or bytes than fit the old record
    private static ZipEnd ReadLarge(Stream stream, long start)
    {
        Span<byte> record = stackalloc byte[LargeRecordLength];
        if (start < 0 || start > stream.Length - record.Length)
        {
            throw new InvalidDataException("The archive is damaged: the record of its list of entries lies outside it.");
        }

        stream.Position = start;
        stream.ReadExactly(record);
        return record.StartsWith("PK\u0006\u0006"u8)
            ? new ZipEnd(
                BinaryPrimitives.ReadInt64LittleEndian(record[32..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[48..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[40..]))
            : throw new InvalidDataException("The archive is damaged: the record of its list of entries is not where it is said to be.");
    }
}
