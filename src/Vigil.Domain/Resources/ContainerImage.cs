namespace Vigil.Domain.Resources;

/// <summary>What is known of an image besides its packages. What is not known is empty.</summary>
public sealed record ContainerImage
{
    /// <summary>Repository without the registry: <c>team/app</c>.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Registry: at AWS the account number.</summary>
    public string Registry { get; init; } = "";

    /// <summary><c>sha256:…</c> of the manifest.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Its tags in the repository, ordinal order.</summary>
    public EquatableArray<string> ImageTags { get; init; } = [];

    /// <summary>When it was pushed; <see langword="null"/> when not known.</summary>
    public DateTimeOffset? PushedAt { get; init; }

    /// <summary>When it was last pulled.</summary>
    public DateTimeOffset? PulledAt { get; init; }

    /// <summary>Processor architecture: <c>amd64</c>.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Author as the image states it.</summary>
    public string Author { get; init; } = "";

    /// <summary>Operating system as findings call it: <c>ALPINE_LINUX_3_20</c>.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>Number of running and stopped containers made from it; <see langword="null"/> when nobody looked.</summary>
    public long? InUseCount { get; init; }

    /// <summary>When a container made from it last ran.</summary>
    public DateTimeOffset? LastInUseAt { get; init; }
}

/// <summary>What is known of a repository of images.</summary>
/// <param name="Name">Its name: <c>team/app</c>.</param>
/// <param name="ScanFrequency"><c>MANUAL</c>, <c>SCAN_ON_PUSH</c> or <c>CONTINUOUS_SCAN</c>.</param>
public sealed record ImageRepository(string Name, string ScanFrequency);
