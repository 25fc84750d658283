using System.Security.Cryptography;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts.Images;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>A repository of a registry. Layers are read from the connection as they come, never stored.</summary>
/// <seealso href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md"/>
internal sealed class RegistryBlobStore : BlobStore
{
    private static readonly string[] ManifestTypes =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    private readonly RegistryRequests _requests;
    private readonly Uri _repository;

    private RegistryBlobStore(RegistryRequests requests, Uri repository)
    {
        _requests = requests;
        _repository = repository;
    }

    // registries count connections; more of them would not be faster
    public override int MaxParallelReads => 3;

    /// <summary>Opens an image of a registry.</summary>
    /// <exception cref="ArtifactException">The registry refuses, has no such image, or its manifest cannot be trusted.</exception>
    public static async Task<ArtifactSource> OpenImageAsync(ImageReference reference, ImageOptions options, ScanLimits limits, CancellationToken cancellation)
    {
        var diagnostics = new List<Diagnostic>();
        var connection = await RegistryConnection.OpenAsync(reference, RegistryConnection.Pull, options, diagnostics, cancellation);
        try
        {
            var store = new RegistryBlobStore(connection.Requests, connection.Repository);
            var manifest = await store.ReadAsync($"manifests/{reference.TagOrDigest}", limits, cancellation)
                ?? throw new ArtifactException(ArtifactCodes.RegistryFailed, $"{reference} is not in the registry.");
            var digest = ContentDigest.Format(HashAlgorithmName.SHA256, SHA256.HashData(manifest));
            if (ContentDigest.TryParse(reference.Digest, out var wanted) && !wanted.IsOf(manifest))
            {
                throw new ArtifactException(ArtifactCodes.ManifestInvalid, $"The registry answered {digest} to a request for {wanted}.");
            }

            var image = await new OciImageReader(store, options, limits).DescribeAsync(manifest, digest, cancellation);
            return new ImageSource(reference.ToString(), store, image with { Diagnostics = [.. diagnostics, .. image.Diagnostics] });
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override string LocationOf(ContentDigest digest) => $"blobs/{digest}";

    public override string LocationOfManifest(ContentDigest digest) => $"manifests/{digest}";

    public override async ValueTask<Stream?> OpenAsync(string location, CancellationToken cancellation) => await _requests.OpenAsync(
        new Uri(_repository, location), location.StartsWith("manifests/", StringComparison.Ordinal) ? ManifestTypes : ["*/*"], cancellation);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _requests.Dispose();
        return ValueTask.CompletedTask;
    }
}
