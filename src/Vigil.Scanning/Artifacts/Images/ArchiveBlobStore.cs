using Microsoft.Win32.SafeHandles;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>The files of a tar archive on disk, each readable on its own: `docker save`, or an OCI layout as a tar.</summary>
internal sealed class ArchiveBlobStore : BlobStore
{
    private readonly SafeFileHandle _file;
    private readonly ArchiveIndex _index;

    private ArchiveBlobStore(SafeFileHandle file, ArchiveIndex index)
    {
        _file = file;
        _index = index;
    }

    public override string? Damage => _index.Damage;

    /// <summary>Opens an archive and reads where its files are.</summary>
    public static ArchiveBlobStore Open(string path, ScanLimits limits, CancellationToken cancellation)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            using var stream = new SlicedStream(file, 0, RandomAccess.GetLength(file), ownsFile: false);
            return new ArchiveBlobStore(file, ArchiveIndex.Read(stream, limits, cancellation));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override string LocationOf(ContentDigest digest) => OciLayout.BlobPath(digest);

    public override ValueTask<Stream?> OpenAsync(string location, CancellationToken cancellation) =>
        ValueTask.FromResult<Stream?>(_index.Find(location) is { } entry ? new SlicedStream(_file, entry.Offset, entry.Length, ownsFile: false) : null);

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
