using System.Buffers.Binary;

namespace Vigil.Advisories.Compilation;

/// <summary>Builds a section that <see cref="Store.BlobTable"/> reads.</summary>
/// <param name="section">Gets it from its beginning on.</param>
/// <param name="space">For what must wait.</param>
internal sealed class BlobTableBuilder(IByteRun section, SpillSpace space)
{
    private readonly SpillBuffer _ends = space.New();

    public int Count { get; private set; }

    /// <summary>Appends an entry.</summary>
    /// <returns>Its index.</returns>
    public int Add(ReadOnlySpan<byte> entry)
    {
        section.Append(entry);
        Append(_ends, checked((uint)section.Length));
        return Count++;
    }

    /// <summary>Ends the section.</summary>
    public void Close()
    {
        _ends.CopyTo(section);
        Append(section, (uint)Count);
    }

    private static void Append(IByteRun run, uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        run.Append(bytes);
    }
}
