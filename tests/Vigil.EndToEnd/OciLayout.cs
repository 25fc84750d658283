using System.Security.Cryptography;
using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>Writes an OCI image layout (image-layout.md of the OCI image specification), one image for each platform.</summary>
/// <param name="folder">Where it is written.</param>
internal sealed class OciLayout(string folder)
{
    private readonly List<object> _manifests = [];

    /// <summary>Adds an image of one layer.</summary>
    /// <param name="architecture">Architecture of the platform; the operating system is Linux.</param>
    /// <param name="tar">The layer as it is unpacked.</param>
    /// <param name="blob">The layer as it is stored.</param>
    /// <param name="mediaType">Media type of the stored layer.</param>
    public OciLayout Image(string architecture, byte[] tar, byte[] blob, string mediaType)
    {
        var configuration = Blob(JsonSerializer.SerializeToUtf8Bytes(new { architecture, os = "linux", rootfs = new { type = "layers", diff_ids = (string[])[Digest(tar)] } }));
        var manifest = Blob(JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = "application/vnd.oci.image.manifest.v1+json",
            config = new { mediaType = "application/vnd.oci.image.config.v1+json", configuration.digest, configuration.size },
            layers = new object[] { new { mediaType, Blob(blob).digest, size = blob.Length } },
        }));
        _manifests.Add(new { mediaType = "application/vnd.oci.image.manifest.v1+json", manifest.digest, manifest.size, platform = new { os = "linux", architecture } });
        return this;
    }

    /// <summary>Writes the index and gives the folder.</summary>
    public string Write()
    {
        File.WriteAllText(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        File.WriteAllBytes(Path.Combine(folder, "index.json"), JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, manifests = _manifests }));
        return folder;
    }

    private (string digest, int size) Blob(byte[] bytes)
    {
        var digest = Digest(bytes);
        var blobs = Directory.CreateDirectory(Path.Combine(folder, "blobs/sha256"));
        File.WriteAllBytes(Path.Combine(blobs.FullName, digest["sha256:".Length..]), bytes);
        return (digest, bytes.Length);
    }

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
