namespace Vigil.Advisories.Download.Bzip2;

/// <summary>Unpacks a <c>.bz2</c> file from front to end (bzip2 1.0, also several streams one after the other), all checks verified.</summary>
/// <param name="packed">The file; closed with this stream.</param>
internal sealed class Bzip2Stream(Stream packed) : Stream
{
    private const ulong BlockMagic = 0x314159265359;
    private const ulong EndMagic = 0x177245385090;

    private static readonly uint[] Table = MakeTable();

    private readonly BitInput _input = new(packed);
    private Bzip2Block? _block;
    private bool _isInBlock;
    private bool _isAtEnd;
    private uint _expected;
    private uint _check;
    private uint _combined;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is broken, cut, or not of this kind.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && (_isInBlock || NextBlock()))
        {
            // NextBlock says that there is one.
            var read = _block!.Take(buffer);
            if (read > 0)
            {
                Append(buffer[..read]);
                return read;
            }

            EndBlock();
        }

        return 0;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NextBlock()
    {
        while (!_isAtEnd)
        {
            if (_block is null)
            {
                BeginStream();
            }

            var magic = ((ulong)_input.Read(24) << 24) | _input.Read(24);
            if (magic == BlockMagic)
            {
                (_expected, _check, _isInBlock) = (_input.Read(32), uint.MaxValue, true);
                _block!.Read(_input); // BeginStream made it
                return true;
            }

            EndStream(magic);
        }

        return false;
    }

    // "BZh" and the size of blocks in hundreds of thousands of bytes
    private void BeginStream()
    {
        var level = _input.Read(24) == 0x425A68 ? (int)_input.Read(8) - '0' : 0;
        _block = level is >= 1 and <= 9 ? new(level * 100_000) : throw new InvalidDataException("Expected a bzip2 stream, found something else.");
        _combined = 0;
    }

    private void EndStream(ulong magic)
    {
        if (magic != EndMagic || _input.Read(32) != _combined)
        {
            throw new InvalidDataException("The bzip2 stream is broken.");
        }

        _input.Align();
        _block = null;
        _isAtEnd = _input.IsAtEnd;
    }

    private void EndBlock()
    {
        _isInBlock = false;
        if (~_check != _expected)
        {
            throw new InvalidDataException("A block of the bzip2 stream has another checksum than it states.");
        }

        _combined = uint.RotateLeft(_combined, 1) ^ _expected;
    }

    // CRC-32 as elsewhere, but the highest bit first
    private void Append(ReadOnlySpan<byte> bytes)
    {
        var check = _check;
        foreach (var b in bytes)
        {
            check = (check << 8) ^ Table[(check >> 24) ^ b];
        }

        _check = check;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 0x8000_0000) != 0 ? (value << 1) ^ 0x04C1_1DB7 : value << 1;
            }

            table[i] = value;
        }

        return table;
    }
}
