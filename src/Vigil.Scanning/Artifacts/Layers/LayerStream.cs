using System.IO.Compression;
using System.Security.Cryptography;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Layers;

/// <summary>The tar of a layer out of its blob: decompressed, bounded, and hashed on both sides of the decompression.</summary>
/// <remarks>How it is compressed is told by its first bytes, because media types are not always true.</remarks>
internal sealed class LayerStream : ReadOnlyStream
{
    private readonly HashingStream _blob;
    private readonly HashingStream _tar;
    private readonly ScanLimits _limits;

    /// <summary>Opens a blob.</summary>
    /// <param name="blob">Its bytes; disposed with this.</param>
    /// <param name="blobAlgorithm">Algorithm of the digest that the blob is said to have.</param>
    /// <param name="tarAlgorithm">Algorithm of the digest that the tar is said to have.</param>
    /// <param name="limits">Bounds on size and ratio.</param>
    /// <param name="onRead">Told of each piece of the blob.</param>
    public LayerStream(Stream blob, HashAlgorithmName blobAlgorithm, HashAlgorithmName tarAlgorithm, ScanLimits limits, Action<int>? onRead)
    {
        _limits = limits;
        _blob = new HashingStream(blob, blobAlgorithm, onRead);
        Compression = LayerCompressions.Detect(_blob.Peek(4));
        _tar = Compression switch
        {
            // the bytes are hashed once when both digests are of the same bytes
            LayerCompression.None => blobAlgorithm == tarAlgorithm ? _blob : new HashingStream(_blob, tarAlgorithm),
            LayerCompression.Gzip => new HashingStream(new GZipStream(_blob, CompressionMode.Decompress), tarAlgorithm),
            LayerCompression.Zstandard => new HashingStream(new ZstdSharp.DecompressionStream(_blob, leaveOpen: false), tarAlgorithm),
            _ => throw new InvalidDataException($"Layers compressed with {Compression} are not supported: expected tar, gzip or zstd."),
        };
    }

    /// <summary>How the blob is compressed.</summary>
    public LayerCompression Compression { get; }

    public override int Read(Span<byte> buffer)
    {
        var count = _tar.Read(buffer);
        if (_tar.Count > _limits.MaxLayerBytes)
        {
            throw new ScanLimitException($"The layer holds more than {_limits.MaxLayerBytes} bytes, the limit for one layer.");
        }

        if (_tar.Count > _limits.RatioGraceBytes && _tar.Count / _limits.MaxCompressionRatio > _blob.Count)
        {
            throw new ScanLimitException(
                $"The layer grew from {_blob.Count} to {_tar.Count} bytes, more than {_limits.MaxCompressionRatio} times: it is taken for a decompression bomb.");
        }

        return count;
    }

    /// <summary>The digests of blob and tar. Call once, when the tar was read to its end.</summary>
    public (string Blob, string Tar) Digests()
    {
        // what follows the last compressed frame belongs to the blob and to its digest
        _blob.Drain();
        var blob = _blob.Digest();
        return (blob, ReferenceEquals(_tar, _blob) ? blob : _tar.Digest());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _tar.Dispose();
            _blob.Dispose();
        }

        base.Dispose(disposing);
    }
}
