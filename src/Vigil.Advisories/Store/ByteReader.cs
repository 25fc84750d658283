using System.Buffers.Binary;
using System.Text;

namespace Vigil.Advisories.Store;

/// <summary>Reads numbers and texts one after the other and never beyond the end.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly int Remaining => _rest.Length;

    public byte ReadByte()
    {
        if (_rest.IsEmpty)
        {
            throw Short();
        }

        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    /// <summary>An unsigned LEB128 number below 2³¹: seven bits a byte, the lowest first, the top bit says that more follow.</summary>
    public int ReadNumber()
    {
        var rest = _rest;
        if (!rest.IsEmpty && rest[0] < 0x80)
        {
            _rest = rest[1..];
            return rest[0];
        }

        uint value = 0;
        for (var at = 0; at < 5 && at < rest.Length; at++)
        {
            value |= (rest[at] & 0x7Fu) << (7 * at);
            if (rest[at] < 0x80)
            {
                _rest = rest[(at + 1)..];
                return at < 4 || (rest[at] < 8 && value <= int.MaxValue)
                    ? (int)value
                    : throw new StoreFormatException("The advisory store is damaged: a number exceeds 31 bits.");
            }
        }

        throw Short();
    }

    /// <summary>A number of things that take at least a byte each, so that a false one cannot ask for more memory than the file has.</summary>
    public int ReadCount()
    {
        var count = ReadNumber();
        return count <= _rest.Length ? count : throw Short();
    }

    public long ReadInt64()
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long)));
        return value;
    }

    public ReadOnlySpan<byte> ReadBytes(int length)
    {
        if ((uint)length > (uint)_rest.Length)
        {
            throw Short();
        }

        var value = _rest[..length];
        _rest = _rest[length..];
        return value;
    }

    /// <summary>Bytes with their length before them.</summary>
    public ReadOnlySpan<byte> ReadBlob() => ReadBytes(ReadNumber());

    public string ReadText() => Encoding.UTF8.GetString(ReadBlob());

    /// <summary>A moment as ticks in UTC; zero is none.</summary>
    public DateTimeOffset? ReadTime()
    {
        var ticks = ReadInt64();
        return ticks switch
        {
            0 => null,
            > 0 when ticks <= DateTimeOffset.MaxValue.Ticks => new DateTimeOffset(ticks, TimeSpan.Zero),
            _ => throw new StoreFormatException("The advisory store is damaged: a date lies outside the calendar."),
        };
    }

    private static StoreFormatException Short() => new("The advisory store is damaged: a record ends before its content does.");
}
