namespace Vigil.Scanning.Artifacts.Images;

/// <summary>Names of the OCI image layout.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md"/>
internal static class OciLayout
{
    public const string MarkerFile = "oci-layout";

    public const string IndexFile = "index.json";

    /// <summary>Where a blob lies.</summary>
    public static string BlobPath(ContentDigest digest) => $"blobs/{digest.Text.Replace(':', '/')}";
}
