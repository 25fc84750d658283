using Vigil.Scanning.Artifacts.Layers;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>An image archive that was compressed as a whole, as by <c>docker save | gzip</c>. It can only be read forwards, so one blob at a time.</summary>
/// <remarks>Layers are asked for in the order of the archive, which makes one pass of them; a step back begins anew.</remarks>
internal sealed class CompressedArchiveBlobStore : BlobStore
{
    private readonly string _path;
    private readonly ScanLimits _limits;
    private readonly ArchiveIndex _index;
    private Stream? _archive;
    private long _position;

    private CompressedArchiveBlobStore(string path, ScanLimits limits, ArchiveIndex index)
    {
        _path = path;
        _limits = limits;
        _index = index;
    }

    public override int MaxParallelReads => 1;

    public override string? Damage => _index.Damage;

    /// <summary>Opens an archive and reads where its files are.</summary>
    /// <exception cref="ArtifactException">It is compressed in a way that is not supported.</exception>
    public static CompressedArchiveBlobStore Open(string path, ScanLimits limits, CancellationToken cancellation)
    {
        using var archive = Decompress(path, limits);
        return new CompressedArchiveBlobStore(path, limits, ArchiveIndex.Read(archive, limits, cancellation));
    }

    public override string LocationOf(ContentDigest digest) => OciLayout.BlobPath(digest);

    public override IEnumerable<ImageLayer> InReadingOrder(IEnumerable<ImageLayer> layers) =>
        layers.OrderBy(layer => _index.Find(layer.Location)?.Offset ?? 0);

    public override ValueTask<Stream?> OpenAsync(string location, CancellationToken cancellation)
    {
        if (_index.Find(location) is not { } entry)
        {
            return ValueTask.FromResult<Stream?>(null);
        }

        if (_archive is null || entry.Offset < _position)
        {
            _archive?.Dispose();
            _archive = Decompress(_path, _limits);
            _position = 0;
        }

        var skipped = new byte[64 << 10];
        while (_position < entry.Offset)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Read(skipped.AsSpan(0, (int)Math.Min(skipped.Length, entry.Offset - _position))) == 0)
            {
                throw new InvalidDataException("The archive ends before the layer begins.");
            }
        }

        return ValueTask.FromResult<Stream?>(new Part(this, entry.Length));
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _archive?.Dispose();
        return ValueTask.CompletedTask;
    }

    private int Read(Span<byte> buffer)
    {
        var count = _archive!.Read(buffer); // opened before a part of it is handed out
        _position += count;
        return count;
    }

    private static LayerStream Decompress(string path, ScanLimits limits) =>
        new(SlicedStream.OpenFile(path), blobAlgorithm: default, tarAlgorithm: default, limits, onRead: null);

    private sealed class Part(CompressedArchiveBlobStore archive, long length) : ReadOnlyStream
    {
        private long _left = length;

        public override int Read(Span<byte> buffer)
        {
            var count = archive.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            _left -= count;
            return count;
        }
    }
}
