using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using ZstdSharp;

namespace Vigil.Advisories.Feeds;

/// <summary>
/// A compressed document. The decoders are SharpCompress's and ZstdSharp's; what they throw at damaged bytes, of whatever type, is an
/// <see cref="InvalidDataException"/> here, and so is what follows the end of the packed stream.
/// </summary>
internal sealed class PackedStream : Stream
{
    private readonly Stream _packed;
    private readonly Stream _decoder;

    private PackedStream(Stream packed, Func<Stream, Stream> decode)
    {
        _packed = packed;
        _decoder = Guard(() => decode(packed));
    }

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

    /// <summary>Opens an xz file of one stream (The .xz File Format 1.2).</summary>
    public static PackedStream Xz(Stream packed) => new(packed, stream => new XZStream(stream));

    /// <summary>Opens a bzip2 file of one or more streams.</summary>
    public static PackedStream Bzip2(Stream packed) =>
        new(packed, stream => BZip2Stream.Create(stream, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true));

    /// <summary>Opens a zstd file of one or more frames (RFC 8878), with windows of at most 128 MiB.</summary>
    public static PackedStream Zstd(Stream packed) => new(packed, stream => new DecompressionStream(stream, leaveOpen: true));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = Guard(() => _decoder.Read(buffer, offset, count));
        return read > 0 || count == 0 || !_packed.CanRead || _packed.ReadByte() < 0
            ? read
            : throw new InvalidDataException("The packed document goes on after its end.");
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
            _decoder.Dispose();
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    // the decoders reach for what is not there when the bytes are crafted
    private static T Guard<T>(Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception ex) when (ex is not (InvalidDataException or OutOfMemoryException or OperationCanceledException))
        {
            throw new InvalidDataException($"The packed document is damaged: {ex.Message}", ex);
        }
    }
}
