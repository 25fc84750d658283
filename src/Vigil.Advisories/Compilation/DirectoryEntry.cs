using System.Security.Cryptography;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>An advisory while it is compiled.</summary>
/// <param name="name">The number of its id.</param>
/// <param name="source">The feed that says it.</param>
internal sealed class DirectoryEntry(int name, string source)
{
    private UInt128[] _digests = [];

    public int Name { get; } = name;

    public string Source { get; } = source;

    /// <summary>Its place in the store.</summary>
    public int Index { get; set; }

    /// <summary>The flaws that it is about: numbers of their names while records come, then their indexes, ascending.</summary>
    public int[] Targets { get; set; } = [];

    public DateTimeOffset? Modified { get; set; }

    public DateTimeOffset? Withdrawn { get; set; }

    /// <summary>Takes a record of it into account. Where there are several, neither their order nor a repetition matters.</summary>
    public void AddDigestOf(ReadOnlySpan<byte> record)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(record, hash);
        var digest = System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
        if (!_digests.Contains(digest))
        {
            _digests = [.. _digests, digest];
        }
    }

    /// <summary>The first half of the record's SHA-256; of several records their sum.</summary>
    public void WriteDigest(ByteWriter writer)
    {
        var sum = _digests.Aggregate(UInt128.Zero, (left, right) => unchecked(left + right));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(writer.GetSpan(StoreFormat.MeaningLength), sum);
        writer.Advance(StoreFormat.MeaningLength);
    }
}
