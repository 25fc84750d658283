namespace Vigil.Scanning.Extraction;

/// <summary>Every bound on what a scan reads, in one place. What goes over a bound is reported and skipped, never silently cut.</summary>
public sealed record ScanLimits
{
    /// <summary>The defaults: generous for real artifacts, harmless for a laptop.</summary>
    public static ScanLimits Default { get; } = new();

    /// <summary>Longest path of an entry, bytes.</summary>
    public int MaxPathBytes { get; init; } = 4_096;

    /// <summary>Entries of one artifact, all its layers together.</summary>
    public int MaxEntries { get; init; } = 5_000_000;

    /// <summary>Bytes of the names of links and deletions of one artifact, which are kept until its layers are merged.</summary>
    public long MaxLinkNameBytes { get; init; } = 64L << 20;

    /// <summary>Largest text that an extractor is given in one piece, bytes: 25 times the database of a host of 2,500 packages.</summary>
    public long MaxTextBytes { get; init; } = 64L << 20;

    /// <summary>How far into a file an extractor may read, bytes.</summary>
    public long MaxFileBytes { get; init; } = 256L << 20;

    /// <summary>Uncompressed size of one layer, bytes.</summary>
    public long MaxLayerBytes { get; init; } = 64L << 30;

    /// <summary>Ratio of uncompressed to compressed bytes above which a stream counts as a bomb, once it has given <see cref="RatioGraceBytes"/>.</summary>
    public int MaxCompressionRatio { get; init; } = 250;

    /// <summary>Uncompressed bytes up to which the ratio is not looked at.</summary>
    public long RatioGraceBytes { get; init; } = 1L << 30;

    /// <summary>Layers of one image.</summary>
    public int MaxLayers { get; init; } = 512;

    /// <summary>Size of a manifest, index or image configuration, bytes.</summary>
    public int MaxManifestBytes { get; init; } = 8 << 20;

    /// <summary>Symbolic links followed for one path.</summary>
    public int MaxSymlinkDepth { get; init; } = 40;

    /// <summary>Packages of one artifact.</summary>
    public int MaxPackages { get; init; } = 1_000_000;

    /// <summary>Diagnostics kept of one kind; beyond it only their number is kept.</summary>
    public int MaxDiagnosticsPerCode { get; init; } = 100;
}
