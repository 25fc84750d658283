using System.Buffers;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>
/// A file that passes by in a stream, of which a few pieces are kept: programs may be larger than what there is memory for, and what tells of packages
/// is a small part of them.
/// </summary>
internal sealed class KeptPieces(Stream stream, long length) : FileContent, IDisposable
{
    private const int WindowBytes = 64 << 10;

    private readonly List<(long Offset, int Length, byte[] Bytes)> _pieces = [];
    private long _position;

    /// <inheritdoc/>
    public override long Length => length;

    /// <summary>Reads on to a piece and keeps it. Of what was passed before nothing can be kept any more.</summary>
    public void Keep(long offset, long count)
    {
        var start = Math.Max(offset, _position);
        var end = Math.Min(offset + count, length);
        if (start >= end)
        {
            return;
        }

        Span<byte> passed = stackalloc byte[16 << 10];
        while (_position < start)
        {
            _position += ReadSome(passed[..(int)Math.Min(passed.Length, start - _position)]);
        }

        var wanted = (int)(end - start);
        var piece = ArrayPool<byte>.Shared.Rent(wanted);
        _pieces.Add((start, wanted, piece));
        for (var done = 0; done < wanted;)
        {
            var read = ReadSome(piece.AsSpan(done, wanted - done));
            done += read;
            _position += read;
        }
    }

    /// <summary>Reads on to a text and keeps what follows it, with a few bytes before it.</summary>
    public void KeepFrom(ReadOnlySpan<byte> text, int count)
    {
        const int Before = 16;
        var window = ArrayPool<byte>.Shared.Rent(WindowBytes);
        try
        {
            for (var filled = 0; _position < length;)
            {
                var read = ReadSome(window.AsSpan(filled));
                _position += read;
                filled += read;
                var found = window.AsSpan(0, filled).IndexOf(text);
                if (found >= 0)
                {
                    KeepWith(window.AsSpan(Math.Max(0, found - Before)..filled), count);
                    return;
                }

                // the text may stand across two windows
                var rest = Math.Min(filled, text.Length + Before);
                window.AsSpan(filled - rest, rest).CopyTo(window);
                filled = rest;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }

    // what was read already is a piece, and what follows another
    private void KeepWith(ReadOnlySpan<byte> start, int count)
    {
        var piece = ArrayPool<byte>.Shared.Rent(start.Length);
        start.CopyTo(piece);
        _pieces.Add((_position - start.Length, start.Length, piece));
        Keep(_position, count - start.Length);
    }

    /// <summary>Reads from the pieces that were kept, which may touch each other; of all others nothing.</summary>
    public override int ReadAt(long offset, Span<byte> buffer)
    {
        var done = 0;
        foreach (var (start, kept, bytes) in _pieces)
        {
            var at = offset + done - start;
            if (at >= 0 && at < kept)
            {
                var count = (int)Math.Min(kept - at, buffer.Length - done);
                bytes.AsSpan((int)at, count).CopyTo(buffer[done..]);
                done += count;
            }
        }

        return done;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ReadAll(long maxBytes) => throw new NotSupportedException("Only pieces of the file were kept.");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, bytes) in _pieces)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _pieces.Clear();
    }

    private int ReadSome(Span<byte> buffer) => stream.Read(buffer) is var count and > 0
        ? count
        : throw new InvalidDataException("The file ends before its stated length.");
}
