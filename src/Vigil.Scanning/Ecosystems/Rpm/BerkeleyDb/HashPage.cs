using System.Buffers.Binary;

namespace Vigil.Scanning.Ecosystems.Rpm.BerkeleyDb;

/// <summary>The header that all pages of a Berkeley DB file begin with (db-4.8, dbinc/db_page.h, PAGE), in the file's byte order.</summary>
internal readonly ref struct HashPage(ReadOnlySpan<byte> bytes, bool bigEndian)
{
    public const int HeaderBytes = 26;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Whether the page holds entries of the hash, sorted or not.</summary>
    public bool HoldsEntries => Kind is 2 or 13;

    /// <summary>Whether the page holds a part of one long entry.</summary>
    public bool IsOverflow => Kind == 7;

    public uint Next => UInt32(16);

    /// <summary>Number of keys and values together.</summary>
    public int Entries => UInt16(20);

    /// <summary>The part of a long entry.</summary>
    /// <exception cref="InvalidDataException">It is longer than the page.</exception>
    public ReadOnlySpan<byte> Overflow => UInt16(22) is var length && HeaderBytes + length <= _bytes.Length
        ? _bytes.Slice(HeaderBytes, length)
        : throw new InvalidDataException($"A page claims to hold {length} bytes.");

    private byte Kind => _bytes[25];

    /// <summary>An entry with its leading kind byte. They stand from the end of the page down, so each ends where the one before begins.</summary>
    /// <exception cref="InvalidDataException">It lies outside the page.</exception>
    public ReadOnlySpan<byte> Entry(int index)
    {
        var pointer = HeaderBytes + (index * 2);
        if (pointer + 2 <= _bytes.Length)
        {
            var start = UInt16(pointer);
            var end = index == 0 ? _bytes.Length : UInt16(pointer - 2);
            if (start >= HeaderBytes && start < end && end <= _bytes.Length)
            {
                return _bytes[start..end];
            }
        }

        throw new InvalidDataException($"Entry {index} lies outside its page.");
    }

    private int UInt16(int offset) => bigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(_bytes[offset..])
        : BinaryPrimitives.ReadUInt16LittleEndian(_bytes[offset..]);

    private uint UInt32(int offset) => bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(_bytes[offset..]);
}
