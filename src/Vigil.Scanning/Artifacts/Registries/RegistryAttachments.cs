using System.Security.Cryptography;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts.Images;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>
/// The documents that were attached to an image in its registry: by the referrers API, by the tag that stands for it in older registries, and by the tags of cosign.
/// Digests are checked, signatures are not: a document is trusted as far as those who may write to the repository.
/// </summary>
/// <seealso href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers"/>
/// <seealso href="https://github.com/sigstore/cosign/blob/main/specs/ATTESTATION_SPEC.md"/>
public sealed class RegistryAttachments
{
    private const int MaxManifests = 100, MaxDocuments = 200;

    private static readonly string[] CosignTags = [".att", ".vex"];

    private readonly RegistryBlobStore _store;
    private readonly ScanLimits _limits;

    private RegistryAttachments(RegistryBlobStore store, ScanLimits limits)
    {
        _store = store;
        _limits = limits;
    }

    /// <summary>Reads what is attached to an image: to what its reference names, and to the image of one platform in it.</summary>
    /// <param name="image">The reference.</param>
    /// <param name="platformDigest">Digest of the manifest of the platform that was scanned.</param>
    /// <param name="options">Credentials and transport.</param>
    /// <param name="limits">A document may be as large as a manifest.</param>
    /// <param name="diagnostics">Told of credentials that could not be used.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Documents of any kind, JSON for the most part, in the order of the registry.</returns>
    /// <exception cref="ArtifactException">The registry refuses, or what it gives is not what was asked for.</exception>
    public static async Task<IReadOnlyList<AttachedDocument>> ReadAsync(
        ImageReference image, string platformDigest, ImageOptions options, ScanLimits limits, ICollection<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        await using var store = new RegistryBlobStore(await RegistryConnection.OpenAsync(image, RegistryConnection.Pull, options, diagnostics, cancellation), options.Bandwidth);
        var attachments = new RegistryAttachments(store, limits);
        var manifests = new HashSet<ContentDigest>();
        var documents = new List<AttachedDocument>();
        foreach (var subject in await attachments.SubjectsAsync(image, platformDigest, cancellation))
        {
            foreach (var location in await attachments.ManifestsOfAsync(subject, cancellation))
            {
                await attachments.ReadDocumentsAsync(location, manifests, documents, cancellation);
            }
        }

        return documents;
    }

    private async Task<IReadOnlyCollection<ContentDigest>> SubjectsAsync(ImageReference image, string platformDigest, CancellationToken cancellation)
    {
        var subjects = new List<ContentDigest>();
        if (await _store.ReadAsync($"manifests/{image.TagOrDigest}", _limits, cancellation) is { } manifest)
        {
            subjects.Add(new ContentDigest(ContentDigest.Format(HashAlgorithmName.SHA256, SHA256.HashData(manifest))));
        }

        if (ContentDigest.TryParse(platformDigest, out var platform) && !subjects.Contains(platform))
        {
            subjects.Add(platform);
        }

        return subjects;
    }

    // where the manifests of attachments lie; some of these tags may not be there
    private async Task<IReadOnlyList<string>> ManifestsOfAsync(ContentDigest subject, CancellationToken cancellation)
    {
        var tag = subject.Text.Replace(':', '-');
        var index = await ReferrersAsync(subject, cancellation) ?? await _store.ReadAsync($"manifests/{tag}", _limits, cancellation);
        var referrers = index is null ? [] : Parse(index, tag).Manifests ?? [];
        return [.. referrers.Take(MaxManifests).Select(referrer => _store.LocationOfManifest(referrer.Digest)), .. CosignTags.Select(suffix => $"manifests/{tag}{suffix}")];
    }

    // registries from before the API answer in many ways
    private async Task<byte[]?> ReferrersAsync(ContentDigest subject, CancellationToken cancellation)
    {
        try
        {
            return await _store.ReadAsync($"referrers/{subject}", _limits, cancellation);
        }
        catch (ArtifactException)
        {
            return null;
        }
    }

    private async Task ReadDocumentsAsync(string location, HashSet<ContentDigest> known, List<AttachedDocument> documents, CancellationToken cancellation)
    {
        if (await _store.ReadAsync(location, _limits, cancellation) is not { } bytes)
        {
            return;
        }

        var digest = new ContentDigest(ContentDigest.Format(HashAlgorithmName.SHA256, SHA256.HashData(bytes)));
        if (!known.Add(digest))
        {
            return; // an attachment may be found in two ways
        }

        if (location.Contains("sha256:", StringComparison.Ordinal) && location != _store.LocationOfManifest(digest))
        {
            throw new ArtifactException(ArtifactCodes.ManifestInvalid, $"The registry answered {digest} to a request for {location}.");
        }

        foreach (var layer in Parse(bytes, location).Layers.Where(layer => !layer.MediaType.Contains("tar", StringComparison.Ordinal)).Take(MaxDocuments - documents.Count))
        {
            var content = await _store.ReadAsync(_store.LocationOf(layer.Digest), _limits, cancellation);
            documents.Add(content is not null && layer.Digest.IsOf(content)
                ? new AttachedDocument(layer.Digest.Text, content)
                : throw new ArtifactException(ArtifactCodes.ManifestInvalid, $"The registry does not have {layer.Digest}, which {location} names, or has something else under that name."));
        }
    }

    private static OciDocument Parse(byte[] bytes, string location)
    {
        try
        {
            return OciDocument.Parse(bytes);
        }
        catch (FormatException ex)
        {
            throw new ArtifactException(ArtifactCodes.ManifestInvalid, $"{location} cannot be read. {ex.Message}", ex);
        }
    }
}

/// <summary>A document that was attached to an image.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Content">Its bytes.</param>
public sealed record AttachedDocument(string Digest, byte[] Content);
