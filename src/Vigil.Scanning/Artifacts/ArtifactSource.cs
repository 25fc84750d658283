using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts.Directories;
using Vigil.Scanning.Artifacts.Functions;
using Vigil.Scanning.Artifacts.Images;
using Vigil.Scanning.Artifacts.Registries;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts;

/// <summary>An artifact that was found and can be scanned: a host, a directory, an image. Nothing of it is executed, changed or written to disk.</summary>
public abstract class ArtifactSource : IAsyncDisposable
{
    /// <summary>The root file system of this machine.</summary>
    /// <param name="root">Where it lies: somewhere else than <c>/</c> for one who looks at it from a container.</param>
    /// <exception cref="ArtifactException">It is no directory.</exception>
    public static ArtifactSource OpenHost(string root = "/") => new DirectorySource(root, isHost: true);

    /// <summary>A directory taken as a root file system.</summary>
    /// <exception cref="ArtifactException">It is no directory, or cannot be read.</exception>
    public static ArtifactSource OpenDirectory(string path) => new DirectorySource(path, isHost: false);

    /// <summary>A serverless function: its deployment package as a zip, and the layers that it is given.</summary>
    /// <param name="path">The zip with the code.</param>
    /// <param name="options">Its layers, and the runtime that it is to run on.</param>
    /// <exception cref="ArtifactException">A file cannot be opened, or is no zip.</exception>
    public static ArtifactSource OpenFunction(string path, FunctionOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        return new FunctionSource(path, options);
    }

    /// <summary>An image: in a file or directory when there is one of that name, else in a registry. Files are told apart by their contents.</summary>
    /// <param name="name">
    /// An archive of `docker save` or of an OCI layout, the directory of a layout, or a reference as <see cref="ImageReference"/> reads it.
    /// </param>
    /// <param name="options">Which image is meant, and how a registry is spoken to.</param>
    /// <param name="limits">Bounds on what is read.</param>
    /// <param name="cancellation">Stops opening.</param>
    /// <exception cref="ArtifactException">It is no image, cannot be reached, or its manifest cannot be trusted.</exception>
    public static Task<ArtifactSource> OpenImageAsync(string name, ImageOptions options, ScanLimits limits, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        if (Path.Exists(name))
        {
            return new ImageFile(name, options, limits).OpenAsync(cancellation);
        }

        return ImageReference.TryParse(name, out var reference)
            ? RegistryBlobStore.OpenImageAsync(reference, options, limits, cancellation)
            : throw new ArtifactException(ArtifactCodes.NotRecognised, $"{Quote.Of(name)} is neither a file nor the name of an image in a registry.");
    }

    /// <summary>Digests of the uncompressed layers of an image from the bottom up, as it states them; empty for anything else.</summary>
    public virtual IReadOnlyList<string> LayerDiffIds => [];

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    internal abstract Task<ArtifactView> ScanAsync(ExtractorSet extractors, ScanLimits limits, IProgress<ScanProgress>? progress, CancellationToken cancellation);
}
