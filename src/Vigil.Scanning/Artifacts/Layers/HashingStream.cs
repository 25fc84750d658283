using System.Buffers;
using System.Security.Cryptography;

namespace Vigil.Scanning.Artifacts.Layers;

/// <summary>Passes a stream on, counting and hashing what goes through. Reads in large pieces, whatever the size the reader asks for.</summary>
/// <param name="inner">Where the bytes come from; disposed with this.</param>
/// <param name="algorithm">How to hash, or the default value for not at all.</param>
/// <param name="onRead">Told of each piece.</param>
internal sealed class HashingStream(Stream inner, HashAlgorithmName algorithm, Action<int>? onRead = null) : ReadOnlyStream
{
    private const int BufferSize = 256 << 10;

    private readonly IncrementalHash? _hash = algorithm.Name is null ? null : IncrementalHash.CreateHash(algorithm);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _at;
    private int _end;

    /// <summary>Bytes so far.</summary>
    public long Count { get; private set; }

    /// <summary>Looks at the next bytes without taking them; fewer than asked for at the end of the stream.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_end - _at < count && Fill())
        {
        }

        return _buffer.AsSpan(_at, Math.Min(count, _end - _at));
    }

    public override int Read(Span<byte> buffer)
    {
        // a reader with a buffer of its own needs no copy in between
        if (_at == _end && buffer.Length >= BufferSize)
        {
            var count = inner.Read(buffer);
            Took(buffer[..count]);
            return count;
        }

        if (_at == _end && !Fill())
        {
            return 0;
        }

        var part = _buffer.AsSpan(_at, Math.Min(buffer.Length, _end - _at));
        part.CopyTo(buffer);
        _at += part.Length;
        return part.Length;
    }

    /// <summary>Reads to the end.</summary>
    public void Drain()
    {
        do
        {
            _at = _end;
        }
        while (Fill());
    }

    /// <summary>The digest of everything that went through, or empty when nothing was hashed. Call once, after the end.</summary>
    public string Digest() => _hash is null ? "" : ContentDigest.Format(algorithm, _hash.GetHashAndReset());

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _hash?.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        if (_at == _end)
        {
            (_at, _end) = (0, 0);
        }

        var count = inner.Read(_buffer.AsSpan(_end));
        Took(_buffer.AsSpan(_end, count));
        _end += count;
        return count > 0;
    }

    private void Took(ReadOnlySpan<byte> piece)
    {
        _hash?.AppendData(piece);
        Count += piece.Length;
        onRead?.Invoke(piece.Length);
    }
}
