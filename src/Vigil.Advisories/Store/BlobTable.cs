using System.Buffers.Binary;
using System.Text;

namespace Vigil.Advisories.Store;

/// <summary>A section of numbered byte strings: the bytes, where each ends, and their count.</summary>
internal readonly ref struct BlobTable
{
    private readonly ReadOnlySpan<byte> _ends;
    private readonly ReadOnlySpan<byte> _bytes;

    public BlobTable(ReadOnlySpan<byte> section)
    {
        if (section.Length < sizeof(uint))
        {
            throw new StoreFormatException("The advisory store is damaged: a table without a count.");
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(section[^sizeof(uint)..]);
        if (count > (section.Length - sizeof(uint)) / sizeof(uint))
        {
            throw new StoreFormatException("The advisory store is damaged: a table is longer than its section.");
        }

        Count = (int)count;
        _bytes = section[..^(sizeof(uint) * (Count + 1))];
        _ends = section[_bytes.Length..^sizeof(uint)];
    }

    public int Count { get; }

    /// <exception cref="StoreFormatException">There is no such entry, or it lies outside the section.</exception>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
            {
                throw new StoreFormatException($"The advisory store is damaged: entry {index} of a table of {Count}.");
            }

            var start = index == 0 ? 0 : End(index - 1);
            var end = End(index);
            return start <= end && end <= (uint)_bytes.Length
                ? _bytes[(int)start..(int)end]
                : throw new StoreFormatException("The advisory store is damaged: an entry lies outside its table.");
        }
    }

    public string Text(int index) => Encoding.UTF8.GetString(this[index]);

    /// <summary>Finds an entry of a table that is sorted by its bytes.</summary>
    /// <returns>Its index, or -1.</returns>
    public int Find(ReadOnlySpan<byte> value)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = this[middle].SequenceCompareTo(value);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private uint End(int index) => BinaryPrimitives.ReadUInt32LittleEndian(_ends[(index * sizeof(uint))..]);
}
