using System.Buffers;

namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>The bytes of a stream that were read and not passed yet.</summary>
internal sealed class ForwardWindow(Stream stream) : IDisposable
{
    // a header with the longest name and the longest extra fields must fit
    private const int Size = 256 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int _start;
    private int _end;

    /// <summary>Offset of the first byte in <see cref="Available"/>.</summary>
    public long Position { get; private set; }

    /// <summary>What can be looked at.</summary>
    public ReadOnlySpan<byte> Available => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads until so many bytes are available.</summary>
    /// <returns><see langword="false"/> when the stream ends before.</returns>
    public bool Ensure(int count)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        if (_start + count > _buffer.Length)
        {
            Available.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        while (_end - _start < count)
        {
            var read = stream.Read(_buffer.AsSpan(_end));
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    /// <summary>Passes bytes that are available.</summary>
    public void Advance(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Passes bytes, whether they are available or not.</summary>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public void Skip(long count)
    {
        while (count > 0)
        {
            if (!Ensure(1))
            {
                throw new InvalidDataException("The archive ends in the middle of an entry.");
            }

            var step = (int)Math.Min(count, _end - _start);
            Advance(step);
            count -= step;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = _end = 0;
        }

        stream.Dispose();
    }
}
