using System.Net;
using System.Net.Http.Headers;
using Vigil.Advisories.Distribution;
using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>A name in a repository of a registry, for generations; by the same client that pulls images.</summary>
/// <seealso href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md"/>
public sealed class RegistryRepository : IArtifactRepository, IDisposable
{
    private const string Scheme = "oci://";
    private const int MaxManifestBytes = 4 << 20; // more than registries take

    private readonly RegistryConnection _connection;
    private readonly ImageReference _reference;

    private RegistryRepository(RegistryConnection connection, ImageReference reference)
    {
        _connection = connection;
        _reference = reference;
    }

    /// <summary>Reads an address as users write it, <c>oci://REGISTRY/REPOSITORY[:TAG]</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ImageReference ParseAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.StartsWith(Scheme, StringComparison.Ordinal)
            ? ImageReference.Parse(address[Scheme.Length..])
            : throw new FormatException($"'{Quote.Of(address)}' is no address of a registry: expected {Scheme}REGISTRY/REPOSITORY[:TAG]");
    }

    /// <summary>Opens a repository.</summary>
    /// <param name="reference">Names it, with the tag or digest that is asked for.</param>
    /// <param name="mayWrite">Whether to ask to be allowed to write.</param>
    /// <param name="options">Credentials and transport; the platform does not matter.</param>
    /// <param name="diagnostics">Told of credentials that could not be used.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<RegistryRepository> OpenAsync(
        ImageReference reference, bool mayWrite, ImageOptions options, ICollection<Diagnostic> diagnostics, CancellationToken cancellation) => new(
            await RegistryConnection.OpenAsync(reference, mayWrite ? RegistryConnection.PullAndPush : RegistryConnection.Pull, options, diagnostics, cancellation),
            reference);

    /// <inheritdoc/>
    public async Task<byte[]?> ReadManifestAsync(CancellationToken cancellation)
    {
        using var response = await _connection.Requests.GetAsync(At($"manifests/{_reference.TagOrDigest}"), [GenerationManifest.MediaType], cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var manifest = new byte[MaxManifestBytes];
        var length = await body.ReadAtLeastAsync(manifest, manifest.Length, throwOnEndOfStream: false, cancellation);
        manifest = manifest[..length];
        return length < MaxManifestBytes && (!ContentDigest.TryParse(_reference.Digest, out var digest) || digest.IsOf(manifest))
            ? manifest
            : throw new ArtifactException(ArtifactCodes.ManifestInvalid, $"{_reference} is longer than a manifest may be, or not what its digest names.");
    }

    /// <inheritdoc/>
    public async Task WriteManifestAsync(string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Put, At($"manifests/{_reference.TagOrDigest}"), mediaType, manifest, cancellation);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenBlobAsync(string digest, CancellationToken cancellation) => _connection.Requests.OpenAsync(At($"blobs/{digest}"), ["*/*"], cancellation);

    /// <inheritdoc/>
    public async Task<bool> HasBlobAsync(string digest, CancellationToken cancellation)
    {
        using var response = await _connection.Requests.SendAsync(at => new HttpRequestMessage(HttpMethod.Head, at), At($"blobs/{digest}"), cancellation);
        return response.IsSuccessStatusCode;
    }

    /// <inheritdoc/>
    public async Task WriteBlobAsync(string digest, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        using var begun = await SendAsync(HttpMethod.Post, At("blobs/uploads/"), "application/octet-stream", default, cancellation);
        // at the registry itself, whatever host it names: credentials go there
        var upload = new Uri(_connection.Repository, begun.Headers.Location ?? throw Failed("does not say where to upload to")).PathAndQuery;
        var separator = upload.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var address = new Uri(_connection.Repository, $"{upload}{separator}digest={Uri.EscapeDataString(digest)}");
        using var ended = await SendAsync(HttpMethod.Put, address, "application/octet-stream", content, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, string type, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var response = await _connection.Requests.SendAsync(
            at => new HttpRequestMessage(method, at) { Content = new ReadOnlyMemoryContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } },
            address,
            cancellation);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        response.Dispose();
        throw Failed("takes nothing under that name");
    }

    private Uri At(string path) => new(_connection.Repository, path);

    private ArtifactException Failed(string what) => new(ArtifactCodes.RegistryFailed, $"{_reference.Registry} {what}: {_reference.Repository}.");
}
