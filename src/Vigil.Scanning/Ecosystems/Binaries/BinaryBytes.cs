using System.Buffers.Binary;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Numbers of a program file, whose byte order and word size its header states. What lies outside of the bytes at hand is zero.</summary>
internal readonly ref struct BinaryBytes(ReadOnlySpan<byte> bytes, bool isBigEndian, bool is64Bit)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public ushort UInt16(long at)
    {
        var number = At(at, 2);
        return number.IsEmpty ? (ushort)0 : isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(number) : BinaryPrimitives.ReadUInt16LittleEndian(number);
    }

    public uint UInt32(long at)
    {
        var number = At(at, 4);
        return number.IsEmpty ? 0 : isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(number) : BinaryPrimitives.ReadUInt32LittleEndian(number);
    }

    public ulong UInt64(long at)
    {
        var number = At(at, 8);
        return number.IsEmpty ? 0 : isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(number) : BinaryPrimitives.ReadUInt64LittleEndian(number);
    }

    /// <summary>An address or a size: eight bytes in a 64-bit program, four in others.</summary>
    public ulong Word(long at) => is64Bit ? UInt64(at) : UInt32(at);

    private ReadOnlySpan<byte> At(long at, int length) =>
        at >= 0 && at <= _bytes.Length - length ? _bytes.Slice((int)at, length) : default;
}
