using System.Buffers.Binary;

namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>What a zip says of one entry.</summary>
/// <param name="Flags">Bits of <see cref="ZipFormat"/>.</param>
/// <param name="Method">How the content is compressed.</param>
/// <param name="PackedLength">Size of the content as stored, bytes; -1 when it only shows where the content ends.</param>
/// <param name="Length">Size of the content, bytes; -1 when unknown.</param>
/// <param name="Attributes">Upper half of the external attributes: the Unix mode, or 0.</param>
internal readonly record struct ZipHeader(ushort Flags, ushort Method, long PackedLength, long Length, int Attributes = 0)
{
    public bool IsEncrypted => (Flags & ZipFormat.Encrypted) != 0;

    /// <summary>Reads the fields that local and directory headers share, from their flags on.</summary>
    /// <param name="fields">Flags, method, time, date, checksum, two sizes: 20 bytes.</param>
    /// <param name="extra">The extra fields, which hold sizes that need eight bytes.</param>
    public static ZipHeader Read(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> extra)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(fields);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(fields[12..]), length = BinaryPrimitives.ReadUInt32LittleEndian(fields[16..]);
        if (packed == uint.MaxValue || length == uint.MaxValue)
        {
            var large = LargeSizes(extra);
            length = TakeIfLarge(length, ref large);
            packed = TakeIfLarge(packed, ref large);
        }

        return new ZipHeader(flags, BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]), packed, length);
    }

    /// <summary>The values of the zip64 extra field; empty where there is none.</summary>
    public static ReadOnlySpan<byte> LargeSizes(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == ZipFormat.Zip64Extra)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return default;
    }

    /// <summary>A value that stands in the zip64 field because four bytes are too few; the others are left out of it.</summary>
    /// <exception cref="InvalidDataException">The field is not there, or its value is beyond all bounds.</exception>
    public static long TakeIfLarge(long small, ref ReadOnlySpan<byte> large)
    {
        if (small != uint.MaxValue)
        {
            return small;
        }

        var value = large.Length < 8 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(large);
        if (value < 0)
        {
            throw new InvalidDataException("A zip64 entry does not state its sizes.");
        }

        large = large[8..];
        return value;
    }
}
