namespace Vigil.Scanning.Artifacts.Images;

/// <summary>An OCI image layout in a directory.</summary>
internal sealed class DirectoryBlobStore(string root) : BlobStore
{
    public override string LocationOf(ContentDigest digest) => OciLayout.BlobPath(digest);

    // locations are made of digests and fixed names, so none leads out of the directory; a blob that is a link is not opened
    public override ValueTask<Stream?> OpenAsync(string location, CancellationToken cancellation)
    {
        var file = new FileInfo(Path.Combine(root, location));
        return ValueTask.FromResult<Stream?>(file.Exists && file.LinkTarget is null ? SlicedStream.OpenFile(file.FullName) : null);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
