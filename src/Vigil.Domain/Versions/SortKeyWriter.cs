using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Vigil.Domain.Versions;

/// <summary>
/// Builds the sort key of one version from a few order-preserving parts. The parts are prefix-free: as long as a scheme writes the same
/// kind of part wherever two keys have been equal so far, the order of the bytes is the order of the parts.
/// </summary>
/// <remarks>
/// Lives on the stack, with room for any real key; a longer one rents its buffer, which <see cref="Dispose"/> gives back. Pass it by
/// reference.
/// </remarks>
[SuppressMessage("Performance", "CA1815", Justification = "A buffer that is being filled is not a value to compare.")]
public struct SortKeyWriter : IDisposable
{
    /// <summary>Bytes above the floor of <see cref="Number(byte, ReadOnlySpan{char})"/> that the part may start with.</summary>
    public const int NumberSpan = LongNumber + 1;

    private const int InlineLength = 128;
    private const int LongNumber = 61;
    private const byte EndOfText = 0;
    private const byte WideChar = 0x80;

    private Inline _inline;
    private byte[]? _rented;
    private int _length;

    /// <summary>The key so far.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Written => Buffer[.._length];

    [UnscopedRef]
    private Span<byte> Buffer => _rented ?? (Span<byte>)_inline;

    /// <summary>One byte, to tell kinds of parts apart.</summary>
    public void Byte(byte value)
    {
        Reserve(1)[0] = value;
    }

    /// <summary>
    /// A number of any size: the count of its digits without leading zeros, then the digits, two in a byte. No digits is 0.
    /// The first byte lies in <c>[floor, floor + NumberSpan)</c>, so that parts of other kinds can sort below and above.
    /// </summary>
    public void Number(byte floor, ReadOnlySpan<char> digits)
    {
        digits = digits.TrimStart('0');
        if (digits.Length < LongNumber)
        {
            Byte((byte)(floor + digits.Length));
        }
        else
        {
            Byte((byte)(floor + LongNumber));
            BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), digits.Length);
        }

        var packed = Reserve((digits.Length + 1) / 2);
        for (var i = 0; i < digits.Length; i++)
        {
            var nibble = digits[i] - '0';
            packed[i / 2] = (byte)(i % 2 == 0 ? nibble << 4 : packed[i / 2] | nibble);
        }
    }

    /// <summary>A small number that is not text.</summary>
    public void Number(byte floor, int value)
    {
        Span<char> digits = stackalloc char[10];
        value.TryFormat(digits, out var count, provider: System.Globalization.CultureInfo.InvariantCulture);
        Number(floor, digits[..count]);
    }

    /// <summary>A text in ordinal order, ended by a zero byte: a text that goes on sorts after one that ends.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="ignoreCase">Whether ASCII letters count as lower case.</param>
    public void Text(ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        foreach (var character in text)
        {
            var c = ignoreCase && char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;
            if (c < WideChar - 1)
            {
                Byte((byte)(c + 1));
            }
            else
            {
                Byte(WideChar);
                BinaryPrimitives.WriteUInt16BigEndian(Reserve(sizeof(ushort)), c);
            }
        }

        Byte(EndOfText);
    }

    /// <summary>Gives a rented buffer back; the key is empty afterwards.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

        _rented = null;
        _length = 0;
    }

    [UnscopedRef]
    private Span<byte> Reserve(int count)
    {
        var end = checked(_length + count);
        if (end > Buffer.Length)
        {
            Grow(end);
        }

        var reserved = Buffer[_length..end];
        _length = end;
        return reserved;
    }

    private void Grow(int atLeast)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(atLeast, 2 * Buffer.Length));
        Written.CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

        _rented = larger;
    }

    [InlineArray(InlineLength)]
    private struct Inline
    {
        private byte _first;
    }
}
