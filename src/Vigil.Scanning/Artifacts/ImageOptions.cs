using Vigil.Scanning.Artifacts.Registries;
using Vigil.Scanning.Extraction.Caching;

namespace Vigil.Scanning.Artifacts;

/// <summary>How an image is found and opened.</summary>
public sealed record ImageOptions
{
    /// <summary>Which image of several platforms; <see langword="null"/> takes the only one there is, or that of this machine.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Whether a registry may speak plain HTTP or show a certificate that nobody vouches for.</summary>
    public bool Insecure { get; init; }

    /// <summary>
    /// The Docker configuration with credentials; <see langword="null"/> for none. The usual place is <c>~/.docker/config.json</c>, or the
    /// directory in <c>DOCKER_CONFIG</c>: the caller decides.
    /// </summary>
    public string? DockerConfigPath { get; init; }

    /// <summary>Credentials for the registry, which win over those of a configuration; <see langword="null"/> for none.</summary>
    public RegistryCredentials? Credentials { get; init; }

    /// <summary>What the layers of earlier images gave; <see langword="null"/> to read every layer.</summary>
    public LayerCache? Cache { get; init; }

    /// <summary>How fast layers may be read from a registry, shared by all who are given the same one; <see langword="null"/> for as fast as they come.</summary>
    public BandwidthLimit? Bandwidth { get; init; }

    /// <summary>The clock that waits between attempts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
