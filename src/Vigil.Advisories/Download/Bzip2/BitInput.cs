namespace Vigil.Advisories.Download.Bzip2;

/// <summary>Reads bits, the highest of a byte first.</summary>
/// <param name="stream">The packed stream.</param>
internal sealed class BitInput(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _next;
    private int _end;
    private ulong _bits;
    private int _count;

    /// <summary>Whether nothing follows.</summary>
    public bool IsAtEnd => _count == 0 && !Fill();

    /// <summary>Reads up to 32 bits as a number.</summary>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public uint Read(int count)
    {
        while (_count < count)
        {
            if (!Fill())
            {
                throw new InvalidDataException("The bzip2 stream is cut.");
            }

            _bits = (_bits << 8) | _buffer[_next++];
            _count += 8;
        }

        _count -= count;
        return (uint)(_bits >> _count) & (uint)((1UL << count) - 1);
    }

    /// <summary>Reads one bit.</summary>
    public bool ReadBit() => Read(1) != 0;

    /// <summary>Drops the rest of the byte that was begun.</summary>
    public void Align() => _count -= _count % 8;

    private bool Fill()
    {
        if (_next == _end)
        {
            (_next, _end) = (0, stream.Read(_buffer));
        }

        return _next < _end;
    }
}
