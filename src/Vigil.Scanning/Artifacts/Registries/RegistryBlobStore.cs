using System.Security.Cryptography;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts.Images;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>A repository of a registry. Layers are read from the connection as they come, never stored.</summary>
/// <seealso href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md"/>
internal sealed class RegistryBlobStore : BlobStore
{
    /// <summary>Media types of what names several images.</summary>
    public const string OciIndex = "application/vnd.oci.image.index.v1+json", DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Media types of manifests and of what names several.</summary>
    public static readonly string[] ManifestTypes =
        [OciIndex, "application/vnd.oci.image.manifest.v1+json", DockerList, "application/vnd.docker.distribution.manifest.v2+json"];

    private readonly RegistryRequests _requests;
    private readonly Uri _repository;
    private readonly BandwidthLimit? _bandwidth;

    internal RegistryBlobStore(RegistryConnection connection, BandwidthLimit? bandwidth)
    {
        _requests = connection.Requests;
        _repository = connection.Repository;
        _bandwidth = bandwidth;
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
            var store = new RegistryBlobStore(connection, options.Bandwidth);
            var manifest = await store.ReadAsync($"manifests/{reference.TagOrDigest}", limits, cancellation)
                ?? throw new ArtifactException(ArtifactCodes.RegistryFailed, $"{reference} is not in the registry.");
            var digest = ContentDigest.Format(HashAlgorithmName.SHA256, SHA256.HashData(manifest));
            if (ContentDigest.TryParse(reference.Digest, out var wanted) && !wanted.IsOf(manifest))
            {
                throw new ArtifactException(ArtifactCodes.ManifestInvalid, $"The registry answered {digest} to a request for {wanted}.");
            }

            var image = await new OciImageReader(store, options, limits).DescribeAsync(manifest, digest, cancellation);
            return new ImageSource(reference.ToString(), store, image with { Diagnostics = [.. diagnostics, .. image.Diagnostics] }) { Cache = options.Cache };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override string LocationOf(ContentDigest digest) => $"blobs/{digest}";

    public override string LocationOfManifest(ContentDigest digest) => $"manifests/{digest}";

    public override async ValueTask<Stream?> OpenAsync(string location, CancellationToken cancellation)
    {
        var types = location.StartsWith("manifests/", StringComparison.Ordinal) ? ManifestTypes : ["*/*"];
        var blob = await _requests.OpenAsync(new Uri(_repository, location), types, cancellation);
        return blob is not null && _bandwidth is not null ? new LimitedStream(blob, _bandwidth, cancellation) : blob;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _requests.Dispose();
        return ValueTask.CompletedTask;
    }
}
