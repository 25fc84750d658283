using Vigil.Scanning.Artifacts;

namespace Vigil.Scanning.Extraction;

/// <summary>Reads an artifact once and gives what extractors found in it.</summary>
/// <param name="extractors">At most <see cref="ExtractorMask.Capacity"/>.</param>
/// <param name="limits">Bounds on what is read.</param>
public sealed class ArtifactScanner(IReadOnlyList<IFileExtractor> extractors, ScanLimits limits)
{
    private readonly ExtractorSet _extractors = new(extractors);

    /// <summary>Scans. What cannot be read is a diagnostic of the result, never an exception.</summary>
    /// <param name="source">The artifact.</param>
    /// <param name="progress">Told how far the scan is, from several threads; may be <see langword="null"/>.</param>
    /// <param name="cancellation">Stops the scan at the next piece read.</param>
    public Task<ArtifactView> ScanAsync(ArtifactSource source, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.ScanAsync(_extractors, limits, progress, cancellation);
    }
}
