namespace Vigil.Advisories.Download.Xz;

/// <summary>The last decoded bytes, to which matches refer, and those that were not yet taken.</summary>
/// <remarks>Kept in one run of memory that slides when it is full, so that a match is a plain copy. Grows with what is decoded.</remarks>
/// <param name="dictionaryBytes">How far back a match may reach.</param>
internal sealed class Window(int dictionaryBytes)
{
    /// <summary>The most that is decoded at once: one LZMA2 chunk.</summary>
    private const int ChunkBytes = 1 << 21;

    private readonly int _capacity = dictionaryBytes + ChunkBytes + (dictionaryBytes / 4);
    private byte[] _bytes = new byte[1 << 16];
    private int _taken;
    private int _end;
    private int _sinceReset;

    /// <summary>Bytes decoded since the dictionary was reset; positions count from there.</summary>
    public long Written { get; private set; }

    /// <summary>The last byte, or zero before the first.</summary>
    public byte Last => _sinceReset > 0 ? _bytes[_end - 1] : (byte)0;

    /// <summary>Makes room for a chunk. All that was decoded before must have been taken.</summary>
    public void Reserve(int length)
    {
        if (_end + length > _capacity)
        {
            var keep = Math.Min(_sinceReset, dictionaryBytes);
            _bytes.AsSpan(_end - keep, keep).CopyTo(_bytes);
            (_end, _taken) = (keep, keep);
        }

        if (_end + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(_capacity, Math.Max(2L * _bytes.Length, _end + length)));
        }
    }

    /// <summary>Starts anew: no match reaches behind this point.</summary>
    public void Reset() => (_sinceReset, Written) = (0, 0);

    /// <summary>Appends a byte.</summary>
    public void Append(byte value)
    {
        _bytes[_end++] = value;
        Advance(1);
    }

    /// <summary>Appends bytes that were not packed.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
        Advance(bytes.Length);
    }

    /// <summary>The byte that is so far before the last one.</summary>
    public byte At(int distance) => _bytes[_end - 1 - Checked(distance)];

    /// <summary>Repeats bytes that start so far before the last one; they may overlap with what they give.</summary>
    public void Copy(int distance, int length)
    {
        var from = _end - 1 - Checked(distance);
        if (distance >= length)
        {
            _bytes.AsSpan(from, length).CopyTo(_bytes.AsSpan(_end));
        }
        else
        {
            for (var i = 0; i < length; i++)
            {
                _bytes[_end + i] = _bytes[from + i];
            }
        }

        _end += length;
        Advance(length);
    }

    /// <summary>Gives decoded bytes that were not yet taken; none when all were.</summary>
    public ReadOnlySpan<byte> Take(int maxBytes)
    {
        var length = Math.Min(maxBytes, _end - _taken);
        _taken += length;
        return _bytes.AsSpan(_taken - length, length);
    }

    private int Checked(int distance) =>
        (uint)distance < (uint)Math.Min(_sinceReset, dictionaryBytes) ? distance : throw new InvalidDataException("A match reaches behind the dictionary.");

    private void Advance(int length)
    {
        Written += length;
        _sinceReset = (int)Math.Min((long)_sinceReset + length, int.MaxValue);
    }
}
