namespace Vigil.Server.Sources;

/// <summary>An artifact that a source holds. Stored, so members may come and may not change their meaning.</summary>
internal sealed record Sighting
{
    /// <summary>Its resource.</summary>
    public required string ResourceId { get; init; }

    /// <summary>What would differ if it had to be scanned again: the tags of an image, the time of a file.</summary>
    public required string Stamp { get; init; }

    /// <summary>The stamp that it was scanned with; empty when it never was, or is to be again.</summary>
    public string Scanned { get; init; } = "";

    /// <summary>What else is needed to scan it.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Why it could not be scanned; empty when it could.</summary>
    public string Problem { get; init; } = "";

    /// <summary>When it was first seen, or pushed where somebody told.</summary>
    public required DateTimeOffset PushedAt { get; init; }

    /// <summary>Since when it is not watched because its window lapsed; <see langword="null"/> when it is watched.</summary>
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>When somebody else pulled it last, as far as somebody told.</summary>
    public DateTimeOffset? PulledAt { get; init; }
}
