namespace Vigil.Scanning.Extraction;

/// <summary>What is known of a regular file before its content is read.</summary>
/// <param name="path">Path from the root of the artifact, UTF-8 as stored, <c>/</c> between segments, no leading <c>/</c> or <c>./</c>, no <c>..</c>.</param>
/// <param name="length">Size, bytes; -1 when unknown, as for a link whose target is elsewhere.</param>
/// <param name="mode">Unix permission bits; 0 when unknown.</param>
public readonly ref struct FileEntry(ReadOnlySpan<byte> path, long length, int mode)
{
    /// <summary>Path from the root of the artifact, UTF-8.</summary>
    public ReadOnlySpan<byte> Path { get; } = path;

    /// <summary>Size, bytes; -1 when unknown.</summary>
    public long Length { get; } = length;

    /// <summary>Unix permission bits.</summary>
    public int Mode { get; } = mode;

    /// <summary>The last segment of <see cref="Path"/>.</summary>
    public ReadOnlySpan<byte> FileName => Path[(Path.LastIndexOf((byte)'/') + 1)..];
}
