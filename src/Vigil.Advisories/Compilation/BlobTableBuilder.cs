using System.Buffers.Binary;

namespace Vigil.Advisories.Compilation;

/// <summary>Builds a section that <see cref="Store.BlobTable"/> reads.</summary>
internal sealed class BlobTableBuilder(SpillSpace space)
{
    private readonly SpillBuffer _ends = space.New();
    private readonly SpillBuffer _bytes = space.New();

    public int Count { get; private set; }

    /// <summary>Appends an entry.</summary>
    /// <returns>Its index.</returns>
    public int Add(ReadOnlySpan<byte> entry)
    {
        _bytes.Append(entry);
        Span<byte> end = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(end, checked((uint)_bytes.Length));
        _ends.Append(end);
        return Count++;
    }

    /// <summary>The section, in pieces.</summary>
    public SpillBuffer[] ToSection()
    {
        var count = space.New();
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32LittleEndian(number, Count);
        count.Append(number);
        return [count, _ends, _bytes];
    }
}
