using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>An image as its manifest and configuration describe it.</summary>
/// <param name="Digest">Of the manifest or, where there is none, of the configuration.</param>
/// <param name="Architecture">As the configuration states it.</param>
/// <param name="Layers">From the base up.</param>
/// <param name="Diagnostics">What was odd about it.</param>
internal sealed record ImageDescription(
    string Digest,
    string Architecture,
    IReadOnlyList<ImageLayer> Layers,
    IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>When it was built; <see langword="null"/> when not stated.</summary>
    public DateTimeOffset? Created { get; init; }
}
