namespace Vigil.Advisories.Download.Xz;

/// <summary>Reads packed bytes, counts them, and checks those of a header.</summary>
/// <param name="stream">The packed stream.</param>
internal sealed class CountedInput(Stream stream)
{
    private readonly byte[] _one = new byte[1];

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>CRC-32 of the bytes read since it was last set to zero.</summary>
    public ulong Check { get; set; }

    /// <summary>Reads as many bytes as asked for.</summary>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public void ReadExactly(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidDataException("The xz stream is cut.");
        }

        Position += bytes.Length;
        Check = Crc.Crc32.Append(Check, bytes);
    }

    /// <summary>Reads one byte.</summary>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public int ReadByte()
    {
        ReadExactly(_one);
        return _one[0];
    }

    /// <summary>Reads one byte that may be missing.</summary>
    /// <returns>-1 at the end of the stream.</returns>
    public int TryReadByte()
    {
        if (stream.Read(_one) == 0)
        {
            return -1;
        }

        Position++;
        Check = Crc.Crc32.Append(Check, _one);
        return _one[0];
    }

    /// <summary>Reads a number of variable length, at most nine bytes.</summary>
    /// <exception cref="InvalidDataException">It is longer, or not in its shortest form.</exception>
    public long ReadNumber()
    {
        var number = 0L;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var b = ReadByte();
            number |= (long)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return b == 0 && shift > 0 ? throw new InvalidDataException("A number of the xz stream is not in its shortest form.") : number;
            }
        }

        throw new InvalidDataException("A number of the xz stream is too long.");
    }

    /// <summary>Reads zeros up to a multiple of four bytes from a place.</summary>
    public void ReadPadding(long from)
    {
        while (((Position - from) & 3) != 0)
        {
            if (ReadByte() != 0)
            {
                throw new InvalidDataException("The padding of the xz stream is not empty.");
            }
        }
    }
}
