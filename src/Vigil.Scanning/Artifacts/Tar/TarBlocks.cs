using System.Buffers;

namespace Vigil.Scanning.Artifacts.Tar;

/// <summary>The bytes of an archive through a buffer: in pieces without a copy, copied, or passed over by seeking where the stream can, else by reading.</summary>
internal sealed class TarBlocks(Stream stream, CancellationToken cancellation) : IDisposable
{
    private const int BufferSize = 256 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _at;
    private int _end;
    private long _read;

    /// <summary>Where in the stream the next byte stands.</summary>
    public long Offset => _read - (_end - _at);

    /// <summary>Reads a header block; it is valid until the next read.</summary>
    /// <inheritdoc cref="TryRead(int, out ReadOnlySpan{byte})"/>
    public bool TryRead(out ReadOnlySpan<byte> block) => TryRead(TarHeader.BlockSize, out block);

    /// <summary>Reads so many bytes in one piece, which is valid until the next read.</summary>
    /// <returns><see langword="false"/> at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">The stream ends within the piece.</exception>
    public bool TryRead(int count, out ReadOnlySpan<byte> span)
    {
        while (_end - _at < count)
        {
            if (!Fill(count))
            {
                span = default;
                return _at == _end ? false : throw Truncated();
            }
        }

        span = _buffer.AsSpan(_at, count);
        _at += count;
        return true;
    }

    /// <summary>Copies at least one byte and as many as are there.</summary>
    /// <exception cref="InvalidDataException">The stream has ended.</exception>
    public int Read(Span<byte> buffer)
    {
        if (_at == _end && !Fill())
        {
            throw Truncated();
        }

        var count = Math.Min(buffer.Length, _end - _at);
        _buffer.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    /// <summary>Passes over so many bytes.</summary>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public void Skip(long count)
    {
        var buffered = (int)Math.Min(count, _end - _at);
        _at += buffered;
        count -= buffered;
        if (count > 0 && stream.CanSeek)
        {
            if (count > stream.Length - stream.Position)
            {
                throw Truncated();
            }

            stream.Seek(count, SeekOrigin.Current);
            _read += count;
            return;
        }

        while (count > 0)
        {
            if (!Fill())
            {
                throw Truncated();
            }

            _at = (int)Math.Min(count, _end);
            count -= _at;
        }
    }

    /// <summary>Reads the stream to its end.</summary>
    public void Drain()
    {
        do
        {
            _at = _end;
        }
        while (Fill());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>What is said of an archive that ends too early.</summary>
    public static InvalidDataException Truncated() => new("The archive ends in the middle of an entry.");

    // makes room for at least one read, and for `wanted` bytes in one piece
    private bool Fill(int wanted = 0)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_at == _end)
        {
            (_at, _end) = (0, 0);
        }
        else if (_at > 0)
        {
            _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
            (_at, _end) = (0, _end - _at);
        }

        if (wanted > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(wanted);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var count = stream.Read(_buffer.AsSpan(_end));
        _end += count;
        _read += count;
        return count > 0;
    }
}
