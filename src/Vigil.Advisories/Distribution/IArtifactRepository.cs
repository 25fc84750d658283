namespace Vigil.Advisories.Distribution;

/// <summary>One name in one repository of an OCI registry: the manifest that it stands for, and the blobs of the repository.</summary>
/// <remarks>The edge to the network. What is read through it is not trusted: the caller bounds it and compares digests.</remarks>
/// <seealso href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md"/>
public interface IArtifactRepository
{
    /// <summary>Reads the manifest of the name; <see langword="null"/> when there is none.</summary>
    Task<byte[]?> ReadManifestAsync(CancellationToken cancellation);

    /// <summary>Lets the name stand for another manifest. Its blobs are there already.</summary>
    Task WriteManifestAsync(string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation);

    /// <summary>Opens a blob; <see langword="null"/> when there is none.</summary>
    Task<Stream?> OpenBlobAsync(string digest, CancellationToken cancellation);

    /// <summary>Whether the repository has a blob.</summary>
    Task<bool> HasBlobAsync(string digest, CancellationToken cancellation);

    /// <summary>Stores a blob.</summary>
    Task WriteBlobAsync(string digest, ReadOnlyMemory<byte> content, CancellationToken cancellation);
}
