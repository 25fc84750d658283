using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation.Ledger;

/// <summary>Where a record is kept.</summary>
/// <param name="Key">Digest of its id and its source: records of one advisory have the same, others hardly ever.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Offset">In the file of records.</param>
internal readonly record struct RecordPlace(uint Key, int Length, long Offset)
{
    public void Write(ByteWriter writer)
    {
        writer.UInt32(Key);
        writer.Number(Length);
        writer.Int64(Offset);
    }

    public static RecordPlace Read(ref ByteReader reader) =>
        new(BitConverter.ToUInt32(reader.ReadBytes(sizeof(uint))), reader.ReadNumber(), reader.ReadInt64());
}
