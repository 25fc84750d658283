using System.Buffers;
using Vigil.Scanning.Artifacts.Layers;

namespace Vigil.Scanning.Extraction;

/// <summary>A file that passes by in a stream: as much of it as was asked for is kept in memory, and no more.</summary>
/// <param name="read">Reads on in the content.</param>
/// <param name="length">Size, bytes.</param>
/// <param name="maxBytes">Bound on what is kept.</param>
/// <param name="isShared">Whether several extractors read it, one after the other: then all of it is kept.</param>
internal sealed class StreamedFile(StreamedFile.ReadOn read, long length, long maxBytes, bool isShared = false) : FileContent, IDisposable
{
    private const int FirstPiece = 64 << 10;

    private byte[] _buffer = [];
    private int _filled;
    private long _passed;

    /// <summary>Reads the next bytes; 0 at the end.</summary>
    internal delegate int ReadOn(Span<byte> buffer);

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override bool IsForwardOnly => !isShared;

    /// <inheritdoc/>
    public override Stream OpenForward() => isShared ? base.OpenForward() : new Passing(this);

    /// <inheritdoc/>
    public override int ReadAt(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var count = (int)Math.Clamp(length - offset, 0, buffer.Length);
        if (count == 0)
        {
            return 0;
        }

        KeepUpTo(offset + count);
        _buffer.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ReadAll(long maxBytes)
    {
        if (length > maxBytes)
        {
            throw new InvalidDataException($"The file has {length} bytes, which is over the limit of {maxBytes}.");
        }

        KeepUpTo(length);
        return _buffer.AsMemory(0, (int)length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private void KeepUpTo(long end)
    {
        if (_passed > 0 && end > _filled)
        {
            throw new InvalidDataException("The file was read to its end and is gone.");
        }

        if (end > maxBytes)
        {
            throw new InvalidDataException($"The file has {length} bytes, of which only the first {maxBytes} may be read.");
        }

        while (_filled < end)
        {
            if (_filled == _buffer.Length)
            {
                Grow();
            }

            _filled += Read(_buffer.AsSpan(_filled, (int)Math.Min(_buffer.Length, length) - _filled));
        }
    }

    private int Read(Span<byte> buffer) => read(buffer) is var count and > 0
        ? count
        : throw new InvalidDataException("The file ends before its stated length.");

    // Grows with what has arrived, because a header can promise anything; by four, because the smaller buffers stay in the pool.
    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(FirstPiece, _filled * 4L), Math.Max(length, 1)));
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        Dispose();
        _buffer = larger;
    }

    /// <summary>What was kept so far, and then the stream itself.</summary>
    private sealed class Passing(StreamedFile file) : ReadOnlyStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            if (_position < file._filled)
            {
                var kept = Math.Min(buffer.Length, file._filled - _position);
                file._buffer.AsSpan(_position, kept).CopyTo(buffer);
                _position += kept;
                return kept;
            }

            var left = (int)Math.Min(buffer.Length, file.Length - file._filled - file._passed);
            if (left == 0)
            {
                return 0;
            }

            var count = file.Read(buffer[..left]);
            file._passed += count;
            return count;
        }
    }
}
