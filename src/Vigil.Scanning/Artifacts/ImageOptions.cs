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

    /// <summary>The clock that waits between attempts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
