using System.Buffers.Binary;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>
/// The header of one package as it stands in the database: an index of entries, then their data (rpm 4.19, docs/manual/hregions.md).
/// </summary>
internal readonly ref struct RpmHeader
{
    private const int EntryBytes = 16;
    private const int MaxEntries = 0xffff; // rpm's own limit

    private const uint Int32Type = 4;
    private const uint StringType = 6;
    private const uint BinaryType = 7;
    private const uint StringArrayType = 8;
    private const uint TranslatedStringType = 9;

    private readonly ReadOnlySpan<byte> _index;
    private readonly ReadOnlySpan<byte> _data;

    private RpmHeader(ReadOnlySpan<byte> index, ReadOnlySpan<byte> data)
    {
        _index = index;
        _data = data;
    }

    /// <exception cref="InvalidDataException">The counts do not fit the bytes.</exception>
    public static RpmHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var entries = bytes.Length >= 8 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
        var dataBytes = bytes.Length >= 8 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) : 0;
        if (entries is 0 or > MaxEntries || 8 + (entries * EntryBytes) + (ulong)dataBytes > (ulong)bytes.Length)
        {
            throw new InvalidDataException($"A header of {bytes.Length} bytes claims {entries} entries and {dataBytes} bytes of data.");
        }

        var dataStart = 8 + ((int)entries * EntryBytes);
        return new RpmHeader(bytes[8..dataStart], bytes.Slice(dataStart, (int)dataBytes));
    }

    /// <summary>A text, or the first of several; empty when the header has none.</summary>
    public ReadOnlySpan<byte> Text(RpmTag tag)
    {
        var texts = Texts(tag);
        return texts.MoveNext() ? texts.Current : default;
    }

    /// <summary>All texts of an entry.</summary>
    public RpmTextList Texts(RpmTag tag) => Find(tag) is { Type: StringType or StringArrayType or TranslatedStringType } entry
        ? new RpmTextList(_data[entry.Offset..], entry.Type == StringType ? 1 : entry.Count)
        : default;

    /// <summary>Bytes; empty when the header has none.</summary>
    public ReadOnlySpan<byte> Bytes(RpmTag tag) => Find(tag) is { Type: BinaryType } entry ? Slice(entry, 1) : default;

    /// <summary>Numbers, four big-endian bytes each; empty when the header has none.</summary>
    public ReadOnlySpan<byte> Numbers(RpmTag tag) => Find(tag) is { Type: Int32Type } entry ? Slice(entry, 4) : default;

    private ReadOnlySpan<byte> Slice(Entry entry, int itemBytes) => (long)entry.Count * itemBytes <= _data.Length - entry.Offset
        ? _data.Slice(entry.Offset, entry.Count * itemBytes)
        : throw new InvalidDataException($"An entry of a header claims {entry.Count} items, which reach over its end.");

    private Entry? Find(RpmTag tag)
    {
        for (var rest = _index; !rest.IsEmpty; rest = rest[EntryBytes..])
        {
            if (BinaryPrimitives.ReadInt32BigEndian(rest) == (int)tag)
            {
                var offset = BinaryPrimitives.ReadUInt32BigEndian(rest[8..]);
                var count = BinaryPrimitives.ReadUInt32BigEndian(rest[12..]);
                return offset < _data.Length && count <= _data.Length
                    ? new Entry(BinaryPrimitives.ReadUInt32BigEndian(rest[4..]), (int)offset, (int)count)
                    : throw new InvalidDataException($"The entry {tag} of a header lies outside its data.");
            }
        }

        return null;
    }

    private readonly record struct Entry(uint Type, int Offset, int Count);
}
