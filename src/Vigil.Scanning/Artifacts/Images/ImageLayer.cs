namespace Vigil.Scanning.Artifacts.Images;

/// <summary>One layer as the image describes it, before it is read.</summary>
/// <param name="Location">Where its blob is, in the terms of the <see cref="BlobStore"/>.</param>
internal sealed record ImageLayer(string Location)
{
    /// <summary>What the digest of the blob is said to be; the default value when the image does not say.</summary>
    public ContentDigest Digest { get; init; }

    /// <summary>What the digest of the tar is said to be; the default value when the image does not say.</summary>
    public ContentDigest DiffId { get; init; }

    /// <summary>Media type as stated, or empty.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>Size of the blob, bytes; 0 when unknown.</summary>
    public long Size { get; init; }

    /// <summary>The build step that made it, or empty.</summary>
    public string CreatedBy { get; init; } = "";
}
