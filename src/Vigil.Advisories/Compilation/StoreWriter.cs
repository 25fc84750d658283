using System.Buffers.Binary;
using System.Security.Cryptography;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Puts finished sections into one file.</summary>
internal sealed class StoreWriter
{
    private readonly SpillBuffer[][] _sections = new SpillBuffer[(int)Section.TextBlocks + 1][];

    public SpillBuffer[] this[Section section]
    {
        set => _sections[(int)section] = value;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="output">Seekable; the store begins where it stands.</param>
    /// <returns>The content id.</returns>
    public string Write(Stream output)
    {
        var origin = output.Position;
        var count = (int)Section.TextBlocks;
        var head = new byte[StoreFormat.HeaderLength + (count * StoreFormat.SectionEntryLength)];
        var layout = LayOut(head);

        output.Position = origin + head.Length;
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // the checksums stand before the sections, so they are computed first; what is read twice is in the page cache
        for (var i = 0; i < count; i++)
        {
            uint checksum = 0;
            ForEachPiece(_sections[i + 1], piece => checksum = StoreFile.Checksum(checksum, piece));
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(StoreFormat.HeaderLength + (i * StoreFormat.SectionEntryLength) + 4), checksum);
        }

        content.AppendData(head.AsSpan(StoreFormat.HeaderLength));
        var padding = new byte[StoreFormat.SectionAlignment];
        for (var i = 0; i < count; i++)
        {
            var gap = padding.AsSpan(0, (int)(layout[i] - (output.Position - origin)));
            content.AppendData(gap);
            output.Write(gap);
            ForEachPiece(_sections[i + 1], piece =>
            {
                content.AppendData(piece);
                output.Write(piece);
            });
        }

        var end = output.Position;
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(StoreFormat.FileLengthAt), end - origin);
        content.GetHashAndReset().CopyTo(head.AsSpan(StoreFormat.ContentIdAt));
        StoreFile.Reseal(head);
        output.Position = origin;
        output.Write(head);
        output.Position = end;
        return Convert.ToHexStringLower(head.AsSpan(StoreFormat.ContentIdAt, StoreFormat.ContentIdLength));
    }

    // Fills the header and the table as far as they follow from the lengths; gives where each section begins.
    private long[] LayOut(byte[] head)
    {
        StoreFormat.Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), StoreFormat.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), (uint)Section.TextBlocks);
        var starts = new long[(int)Section.TextBlocks];
        long at = head.Length;
        for (var i = 0; i < starts.Length; i++)
        {
            at += -at & (StoreFormat.SectionAlignment - 1);
            starts[i] = at;
            var length = _sections[i + 1].Sum(piece => piece.Length);
            var entry = head.AsSpan(StoreFormat.HeaderLength + (i * StoreFormat.SectionEntryLength));
            BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)(i + 1));
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], at);
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], length);
            at += length;
        }

        return at <= int.MaxValue
            ? starts
            : throw new StoreFormatException($"The compiled store has {at} bytes; a store has at most {int.MaxValue}.");
    }

    private static void ForEachPiece(SpillBuffer[] section, Action<ReadOnlySpan<byte>> use)
    {
        var buffer = new byte[1 << 16];
        foreach (var part in section)
        {
            for (long at = 0; at < part.Length;)
            {
                var read = part.Read(at, buffer);
                use(buffer.AsSpan(0, read));
                at += read;
            }
        }
    }
}
