using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts.Directories;
using Vigil.Scanning.Artifacts.Layers;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>Opens an image that lies in a file or directory, whatever its form.</summary>
internal sealed class ImageFile(string path, ImageOptions options, ScanLimits limits)
{
    /// <exception cref="ArtifactException">It is no image.</exception>
    public async Task<ArtifactSource> OpenAsync(CancellationToken cancellation)
    {
        BlobStore? store = null;
        try
        {
            store = OpenStore(cancellation);
            var image = await DescribeAsync(store, cancellation);
            return new ImageSource(path, store, store.Damage is null ? image : image with
            {
                Diagnostics = [.. image.Diagnostics, new Diagnostic(ArtifactCodes.LayerDamaged, path, $"The archive could not be read to its end: {store.Damage}")],
            });
        }
        catch (Exception ex)
        {
            var damage = store?.Damage;
            await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw ex switch
            {
                OperationCanceledException => ex,
                ArtifactException known when damage is null => known,
                ArtifactException known => new ArtifactException(known.Code, $"{known.Message} The archive is damaged: {damage}", known),
                _ => new ArtifactException(ArtifactCodes.NotRecognised, $"{path} cannot be opened: {ex.Message}", ex),
            };
        }
    }

    private BlobStore OpenStore(CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            return new DirectoryBlobStore(path);
        }

        return IsCompressed() ? CompressedArchiveBlobStore.Open(path, limits, cancellation) : ArchiveBlobStore.Open(path, limits, cancellation);
    }

    private bool IsCompressed()
    {
        // the name may be a link, but a pipe or device in the place of the archive would wait for ever
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        using var file = UnixFile.OpenRegular(target, out _);
        Span<byte> head = stackalloc byte[4];
        return LayerCompressions.Detect(head[..RandomAccess.Read(file, head, fileOffset: 0)]) != LayerCompression.None;
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
