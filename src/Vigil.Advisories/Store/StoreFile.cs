using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Vigil.Advisories.Store;

/// <summary>The outer shape of a store: a header, a table of sections, the sections.</summary>
internal sealed class StoreFile
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly (int Start, int Length)[] _sections = new (int, int)[(int)Section.TextBlocks + 1];

    /// <summary>Checks the header and that every section lies inside the file; not the content of the sections.</summary>
    /// <exception cref="StoreFormatException">It is not a store of this format version, or is damaged.</exception>
    public StoreFile(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        var span = bytes.Span;
        if (span.Length < StoreFormat.HeaderLength || !span.StartsWith(StoreFormat.Magic))
        {
            throw new StoreFormatException("This is not an advisory store: it does not begin with VIGILDB.");
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(span[8..]);
        if (version != StoreFormat.Version || !BitConverter.IsLittleEndian)
        {
            throw new StoreFormatException($"The advisory store has format {version} and this program reads {StoreFormat.Version}: run 'vigil db update'.");
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(span[12..]);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(span[StoreFormat.FileLengthAt..]);
        if (count != (int)Section.TextBlocks || length != (ulong)span.Length)
        {
            throw new StoreFormatException($"The advisory store is incomplete: {span.Length} bytes where its header says {length}.");
        }

        TableEnd = StoreFormat.HeaderLength + ((int)count * StoreFormat.SectionEntryLength);
        if (span.Length < TableEnd || HeaderChecksum(span[..TableEnd]) != BinaryPrimitives.ReadUInt32LittleEndian(span[StoreFormat.HeaderChecksumAt..]))
        {
            throw new StoreFormatException("The advisory store is damaged: the checksum of its header does not agree.");
        }

        for (var i = 0; i < count; i++)
        {
            var entry = Entry(i);
            var id = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            var start = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
            var size = BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]);
            if (id != i + 1 || start % StoreFormat.SectionAlignment != 0 || start < (ulong)TableEnd || start > length || size > length - start)
            {
                throw new StoreFormatException($"The advisory store is damaged: section {id} lies outside the file.");
            }

            _sections[id] = ((int)start, (int)size);
        }
    }

    private int TableEnd { get; }

    public ReadOnlySpan<byte> this[Section section]
    {
        get
        {
            var (start, length) = _sections[(int)section];
            return _bytes.Span.Slice(start, length);
        }
    }

    /// <summary>SHA-256 over all that follows the table of sections, and over the table.</summary>
    public ReadOnlySpan<byte> ContentId => _bytes.Span.Slice(StoreFormat.ContentIdAt, StoreFormat.ContentIdLength);

    /// <summary>Reads every byte and compares the checksums.</summary>
    /// <exception cref="StoreFormatException">One does not agree.</exception>
    public void Verify()
    {
        for (var i = 0; i < (int)Section.TextBlocks; i++)
        {
            var section = (Section)(i + 1);
            if (Checksum(0, this[section]) != BinaryPrimitives.ReadUInt32LittleEndian(Entry(i)[4..]))
            {
                throw new StoreFormatException($"The advisory store is damaged: the checksum of section {section} does not agree.");
            }
        }

        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        content.AppendData(_bytes.Span[TableEnd..]);
        content.AppendData(_bytes.Span[StoreFormat.HeaderLength..TableEnd]);
        if (!content.GetHashAndReset().AsSpan().SequenceEqual(ContentId))
        {
            throw new StoreFormatException("The advisory store is damaged: its content does not have the id in its header.");
        }
    }

    /// <summary>CRC-32C over the header, without the checksum itself, and the table of sections.</summary>
    public static uint HeaderChecksum(ReadOnlySpan<byte> headerAndTable) =>
        Checksum(Checksum(0, headerAndTable[..StoreFormat.HeaderChecksumAt]), headerAndTable[(StoreFormat.HeaderChecksumAt + sizeof(uint))..]);

    /// <summary>Writes the checksum of the header anew.</summary>
    public static void Reseal(Span<byte> store)
    {
        var table = Math.Min(store.Length, StoreFormat.HeaderLength + ((int)Section.TextBlocks * StoreFormat.SectionEntryLength));
        BinaryPrimitives.WriteUInt32LittleEndian(store[StoreFormat.HeaderChecksumAt..], HeaderChecksum(store[..table]));
    }

    /// <summary>CRC-32C (Castagnoli, as in RFC 3720), continued over further bytes.</summary>
    public static uint Checksum(uint before, ReadOnlySpan<byte> bytes)
    {
        var crc = ~before;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    private ReadOnlySpan<byte> Entry(int index) =>
        _bytes.Span.Slice(StoreFormat.HeaderLength + (index * StoreFormat.SectionEntryLength), StoreFormat.SectionEntryLength);
}
