using Vigil.Scanning.Artifacts.Directories;
using Vigil.Scanning.Artifacts.Images;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts;

/// <summary>An artifact that was found and can be scanned: a host, a directory, an image. Nothing of it is executed, changed or written to disk.</summary>
public abstract class ArtifactSource : IAsyncDisposable
{
    /// <summary>The root file system of this machine.</summary>
    public static ArtifactSource OpenHost() => new DirectorySource("/", isHost: true);

    /// <summary>A directory taken as a root file system.</summary>
    /// <exception cref="ArtifactException">It is no directory, or cannot be read.</exception>
    public static ArtifactSource OpenDirectory(string path) => new DirectorySource(path, isHost: false);

    /// <summary>An image in a file or directory; what form it has is told by its contents.</summary>
    /// <param name="path">An archive of `docker save` or of an OCI layout (also compressed), or the directory of a layout.</param>
    /// <param name="options">Which image is meant.</param>
    /// <param name="limits">Bounds on what is read.</param>
    /// <param name="cancellation">Stops opening.</param>
    /// <exception cref="ArtifactException">It is no image, or its manifest cannot be trusted.</exception>
    public static Task<ArtifactSource> OpenImageFileAsync(string path, ImageOptions options, ScanLimits limits, CancellationToken cancellation) =>
        new ImageFile(path, options, limits).OpenAsync(cancellation);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    internal abstract Task<ArtifactView> ScanAsync(ExtractorSet extractors, ScanLimits limits, IProgress<ScanProgress>? progress, CancellationToken cancellation);
}
