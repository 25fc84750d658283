using Vigil.Advisories.Distribution;

namespace Vigil.Tests.Advisories.Distribution;

/// <summary>A registry in memory that does what it is told, also with what it holds.</summary>
internal sealed class MemoryRepository : IArtifactRepository
{
    public Dictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    public byte[]? Manifest { get; set; }

    /// <summary>Blobs that were asked for, in that order.</summary>
    public List<string> Opened { get; } = [];

    /// <summary>Answers so many requests for blobs, then breaks.</summary>
    public int BlobsUntilItBreaks { get; set; } = int.MaxValue;

    public GenerationManifest Read() => GenerationManifestReader.Read(Manifest);

    public Task<byte[]?> ReadManifestAsync(CancellationToken cancellation) => Task.FromResult(Manifest);

    public Task WriteManifestAsync(string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation)
    {
        Assert.All(GenerationManifestReader.Read(manifest).Pieces, piece => Assert.True(Blobs.ContainsKey(piece.Digest)));
        Manifest = manifest.ToArray();
        return Task.CompletedTask;
    }

    public Task<Stream?> OpenBlobAsync(string digest, CancellationToken cancellation)
    {
        if (BlobsUntilItBreaks-- <= 0)
        {
            throw new DistributionException("broken");
        }

        Opened.Add(digest);
        return Task.FromResult<Stream?>(Blobs.TryGetValue(digest, out var blob) ? new MemoryStream(blob) : null);
    }

    public Task<bool> HasBlobAsync(string digest, CancellationToken cancellation) => Task.FromResult(Blobs.ContainsKey(digest));

    public Task WriteBlobAsync(string digest, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        Blobs.Add(digest, content.ToArray());
        return Task.CompletedTask;
    }
}
