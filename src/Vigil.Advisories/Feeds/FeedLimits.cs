namespace Vigil.Advisories.Feeds;

/// <summary>Bounds on what a feed may make us hold; the defaults are several times what the publishers have.</summary>
public sealed record FeedLimits
{
    /// <summary>The bounds used unless told otherwise.</summary>
    public static FeedLimits Default { get; } = new();

    /// <summary>Bytes of one entry, unpacked. The largest of all feeds is below 1 MiB.</summary>
    public int MaxEntryBytes { get; init; } = 32 << 20;

    /// <summary>Bytes of one document that must be read as a whole, unpacked: one secdb file, one updateinfo, one year of NVD.</summary>
    public int MaxDocumentBytes { get; init; } = 512 << 20;

    /// <summary>Statements that one entry may make.</summary>
    public int MaxStatements { get; init; } = 200_000;

    /// <summary>Addresses kept of one entry.</summary>
    public int MaxReferences { get; init; } = 32;

    /// <summary>Rejected entries that are named in a report; all are counted.</summary>
    public int MaxNamedRejects { get; init; } = 10_000;
}
