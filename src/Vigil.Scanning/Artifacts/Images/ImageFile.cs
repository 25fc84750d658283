using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>Opens an image that lies in a file or directory, whatever its form.</summary>
internal sealed class ImageFile(string path, ImageOptions options, ScanLimits limits)
{
    /// <exception cref="ArtifactException">It is no image.</exception>
    public async Task<ArtifactSource> OpenAsync(CancellationToken cancellation)
    {
        var store = OpenStore(cancellation);
        try
        {
            return new ImageSource(path, store, await DescribeAsync(store, cancellation));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private BlobStore OpenStore(CancellationToken cancellation)
    {
        try
        {
            return Directory.Exists(path) ? new DirectoryBlobStore(path) : ArchiveBlobStore.Open(path, limits, cancellation);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException(ArtifactCodes.NotRecognised, $"{path} cannot be opened: {ex.Message}", ex);
        }
    }

    private async Task<ImageDescription> DescribeAsync(BlobStore store, CancellationToken cancellation)
    {
        if (await store.ReadAsync(OciLayout.IndexFile, limits, cancellation) is { } index)
        {
            return await new OciImageReader(store, options, limits).DescribeAsync(index, digest: "", cancellation);
        }

        return await new DockerArchiveReader(store, limits).DescribeAsync(cancellation);
    }
}
