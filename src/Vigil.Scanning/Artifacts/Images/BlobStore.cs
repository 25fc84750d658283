using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>Where the parts of an image lie: a directory, an archive, a registry.</summary>
internal abstract class BlobStore : IAsyncDisposable
{
    /// <summary>How many blobs may be read at the same time.</summary>
    public virtual int MaxParallelReads => int.MaxValue;

    /// <summary>What keeps the store from being read to its end; <see langword="null"/> when nothing does.</summary>
    public virtual string? Damage => null;

    /// <summary>The location of a blob that has this digest.</summary>
    public abstract string LocationOf(ContentDigest digest);

    /// <summary>The location of a manifest that has this digest.</summary>
    public virtual string LocationOfManifest(ContentDigest digest) => LocationOf(digest);

    /// <summary>Opens a blob for one reading from its beginning.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public abstract ValueTask<Stream?> OpenAsync(string location, CancellationToken cancellation);

    /// <summary>The order in which layers are best read: the largest first, so that none is left over for one processor at the end.</summary>
    public virtual IEnumerable<ImageLayer> InReadingOrder(IEnumerable<ImageLayer> layers) => layers.OrderByDescending(layer => layer.Size);

    /// <summary>Reads a small blob, a manifest or a configuration.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    /// <exception cref="ArtifactException">It is over the limit.</exception>
    public async ValueTask<byte[]?> ReadAsync(string location, ScanLimits limits, CancellationToken cancellation)
    {
        var stream = await OpenAsync(location, cancellation);
        if (stream is null)
        {
            return null;
        }

        await using (stream)
        {
            using var content = new MemoryStream();
            var buffer = new byte[16 << 10];
            while (stream.Read(buffer) is var count and > 0)
            {
                content.Write(buffer, 0, count);
                if (content.Length > limits.MaxManifestBytes)
                {
                    throw new ArtifactException(ArtifactCodes.ManifestInvalid, $"{location} has more than {limits.MaxManifestBytes} bytes, the limit for a manifest.");
                }
            }

            return content.ToArray();
        }
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
