using System.Buffers.Binary;
using System.IO.Compression;
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
    private readonly Action<long>? _checkEnd;
    private long _unpacked;

    private PackedStream(Stream packed, Func<Stream, Stream> decode, Action<long>? checkEnd = null)
    {
        _packed = packed;
        _decoder = Guard(() => decode(packed));
        _checkEnd = checkEnd;
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

    /// <summary>Opens a gzip file of one member (RFC 1952). A file that is cut is told by the length at its end: the framework's decoder just ends.</summary>
    public static PackedStream Gzip(FileStream packed) => new(packed, stream => new GZipStream(stream, System.IO.Compression.CompressionMode.Decompress), unpacked =>
    {
        Span<byte> stated = stackalloc byte[sizeof(uint)];
        packed.Seek(-Math.Min(stated.Length, packed.Length), SeekOrigin.End);
        if (packed.ReadAtLeast(stated, stated.Length, throwOnEndOfStream: false) < stated.Length || BinaryPrimitives.ReadUInt32LittleEndian(stated) != (uint)unpacked)
        {
            throw new InvalidDataException("The packed document ends before its end.");
        }
    });

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
        _unpacked += read;
        if (read > 0 || count == 0)
        {
            return read;
        }

        if (_checkEnd is not null)
        {
            _checkEnd(_unpacked);
        }
        else if (_packed.CanRead && _packed.ReadByte() >= 0)
        {
            throw new InvalidDataException("The packed document goes on after its end.");
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
