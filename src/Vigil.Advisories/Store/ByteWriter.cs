using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Vigil.Advisories.Store;

/// <summary>A growing run of bytes, written as <see cref="ByteReader"/> reads it.</summary>
/// <param name="capacity">Bytes that it takes before it grows.</param>
internal sealed class ByteWriter(int capacity = 256) : IBufferWriter<byte>
{
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacity);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The same for keeping; nothing may be written afterwards.</summary>
    public ReadOnlyMemory<byte> Kept => _bytes.AsMemory(0, Length);

    /// <summary>Forgets what was written from here on and keeps the memory.</summary>
    public void Truncate(int length = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length);
        Length = length;
    }

    public void Byte(byte value)
    {
        GetSpan(1)[0] = value;
        Length++;
    }

    public void Number(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var span = GetSpan(5);
        var at = 0;
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[at++] = (byte)(rest | 0x80);
        }

        span[at++] = (byte)rest;
        Length += at;
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(GetSpan(sizeof(uint)), value);
        Length += sizeof(uint);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(GetSpan(sizeof(long)), value);
        Length += sizeof(long);
    }

    public void Time(DateTimeOffset? moment) => Int64(moment?.UtcTicks ?? 0);

    public void Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(GetSpan(value.Length));
        Length += value.Length;
    }

    public void Blob(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        Bytes(value);
    }

    /// <summary>A text in UTF-8 with its length before it; half a surrogate pair becomes U+FFFD.</summary>
    public void Text(string value)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (longest < 0x80)
        {
            // the length takes one byte whatever it is, so the text is written behind it at once
            var span = GetSpan(1 + longest);
            var length = Encoding.UTF8.GetBytes(value, span[1..]);
            span[0] = (byte)length;
            Length += 1 + length;
            return;
        }

        Number(Encoding.UTF8.GetByteCount(value));
        RawText(value);
    }

    /// <summary>A text in UTF-8 without its length.</summary>
    public void RawText(string value) => Length += Encoding.UTF8.GetBytes(value, GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length)));

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - Length < Math.Max(size, 1))
        {
            var grown = GC.AllocateUninitializedArray<byte>(Math.Max(checked(Length + size), (int)Math.Min(Array.MaxLength, 2L * _bytes.Length)));
            Written.CopyTo(grown);
            _bytes = grown;
        }
    }
}
