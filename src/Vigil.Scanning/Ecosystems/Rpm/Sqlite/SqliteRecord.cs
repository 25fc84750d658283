using System.Buffers.Binary;

namespace Vigil.Scanning.Ecosystems.Rpm.Sqlite;

/// <summary>The record format (sqlite.org/fileformat2.html, section 2.1).</summary>
internal static class SqliteRecord
{
    private const ulong ConstantZero = 8;
    private const ulong ConstantOne = 9;

    /// <summary>The bytes of a column's value; empty for NULL and for a column that the record does not hold.</summary>
    /// <exception cref="InvalidDataException">The record is broken.</exception>
    public static ReadOnlySpan<byte> Column(ReadOnlySpan<byte> record, int index) => Column(record, index, out _);

    /// <summary>A column that holds a number that is not negative, also one of the numbers that take no bytes; 0 where it holds something else.</summary>
    /// <exception cref="InvalidDataException">The record is broken.</exception>
    public static ulong Number(ReadOnlySpan<byte> record, int index)
    {
        var value = Column(record, index, out var serialType);
        return serialType switch
        {
            ConstantOne => 1,
            >= ConstantZero => 0,
            _ => Integer(value),
        };
    }

    private static ReadOnlySpan<byte> Column(ReadOnlySpan<byte> record, int index, out ulong serialType)
    {
        var types = record;
        var headerBytes = ReadVarint(ref types);
        var start = (ulong)(record.Length - types.Length);
        if (headerBytes < start || headerBytes > (ulong)record.Length)
        {
            throw new InvalidDataException($"A record of {record.Length} bytes claims a header of {headerBytes}.");
        }

        types = record[(int)start..(int)headerBytes];
        var values = record[(int)headerBytes..];
        for (; !types.IsEmpty; index--)
        {
            serialType = ReadVarint(ref types);
            var length = ValueBytes(serialType);
            if (length > (ulong)values.Length)
            {
                throw new InvalidDataException($"A column claims {length} bytes where {values.Length} are left.");
            }

            if (index == 0)
            {
                return values[..(int)length];
            }

            values = values[(int)length..];
        }

        serialType = 0;
        return default;
    }

    /// <summary>An integer column of up to eight bytes.</summary>
    public static ulong Integer(ReadOnlySpan<byte> value)
    {
        Span<byte> wide = stackalloc byte[8];
        wide.Clear();
        value[..Math.Min(value.Length, 8)].CopyTo(wide[(8 - Math.Min(value.Length, 8))..]);
        return BinaryPrimitives.ReadUInt64BigEndian(wide);
    }

    /// <summary>A variable-length integer of one to nine bytes.</summary>
    public static ulong ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var i = 0; i < Math.Min(bytes.Length, 9); i++)
        {
            if (i == 8)
            {
                value = (value << 8) | bytes[i];
            }
            else
            {
                value = (value << 7) | (uint)(bytes[i] & 0x7f);
            }

            if (i == 8 || bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("A number reaches over the end of its page.");
    }

    private static ulong ValueBytes(ulong serialType) => serialType switch
    {
        <= 4 => serialType,
        5 => 6,
        6 or 7 => 8,
        < 12 => 0,
        _ => (serialType - 12) / 2,
    };
}
