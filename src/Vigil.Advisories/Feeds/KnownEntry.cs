using Vigil.Advisories.Compilation.Ledger;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Feeds;

/// <summary>An entry of a document that was one advisory and nothing to complain about when it was read before.</summary>
internal readonly ref struct KnownEntry
{
    private KnownEntry(scoped ref ByteReader reader)
    {
        Name = reader.ReadBlob();
        Checksum = BitConverter.ToUInt32(reader.ReadBytes(sizeof(uint)));
        Length = reader.ReadInt64();
        Id = reader.ReadBlob();
        Time = reader.ReadTime();
        IsWithdrawn = reader.ReadByte() != 0;
        Record = RecordPlace.Read(ref reader);
    }

    /// <summary>Its name in the document, in UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Checksum of its bytes, as the document states it.</summary>
    public uint Checksum { get; }

    /// <summary>Its length.</summary>
    public long Length { get; }

    /// <summary>Id of its advisory, in UTF-8.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>What it says of the age of its source.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>Whether the advisory is withdrawn.</summary>
    public bool IsWithdrawn { get; }

    /// <summary>Where the record is.</summary>
    public RecordPlace Record { get; }

    /// <summary>The next of several.</summary>
    public static KnownEntry Read(scoped ref ByteReader reader) => new(ref reader);

    /// <summary>Writes one as <see cref="Read"/> reads it.</summary>
    public static void Write(ByteWriter writer, ReadOnlySpan<byte> name, uint checksum, long length, string id, DateTimeOffset? time, bool isWithdrawn, RecordPlace record)
    {
        writer.Blob(name);
        writer.UInt32(checksum);
        writer.Int64(length);
        writer.Text(id);
        writer.Time(time);
        writer.Byte(isWithdrawn ? (byte)1 : (byte)0);
        record.Write(writer);
    }
}
