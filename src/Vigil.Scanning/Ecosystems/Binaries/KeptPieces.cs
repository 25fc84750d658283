using System.Buffers;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>
/// A file that passes by in a stream, of which a few pieces are kept: programs may be larger than what there is memory for, and what tells of packages
/// is a small part of them.
/// </summary>
internal sealed class KeptPieces(Stream stream, long length) : FileContent, IDisposable
{
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
