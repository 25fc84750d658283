namespace Vigil.Advisories.Download;

/// <summary>How patient and how large downloads may be.</summary>
public sealed record FetchOptions
{
    /// <summary>Tries for one document; 1 or more.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Wait after the first failed try; it doubles with each further one, less up to half of it at random.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two tries, whatever the server asks for.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time without a byte after which a try has failed.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of one document.</summary>
    public long MaxDocumentBytes { get; init; } = 4L << 30;

    /// <summary>Bytes of a list or an index, which is held in memory.</summary>
    public int MaxIndexBytes { get; init; } = 64 << 20;

    /// <summary>Records of an OSV ecosystem that are fetched one by one; when more have changed, the whole archive is.</summary>
    public int MaxSingleRecords { get; init; } = 200;

    /// <summary>Single records that are fetched at the same time.</summary>
    public int Parallelism { get; init; } = 8;
}
