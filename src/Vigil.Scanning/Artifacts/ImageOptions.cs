namespace Vigil.Scanning.Artifacts;

/// <summary>How an image is found and opened.</summary>
public sealed record ImageOptions
{
    /// <summary>Which image of several platforms; <see langword="null"/> takes the only one there is, or that of this machine.</summary>
    public Platform? Platform { get; init; }
}
