using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>Finds the image in an OCI layout or a registry: from an index through the manifest of a platform to configuration and layers.</summary>
internal sealed class OciImageReader(BlobStore store, ImageOptions options, ScanLimits limits)
{
    private const int MaxIndexDepth = 4;

    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Describes the image that a document leads to.</summary>
    /// <param name="json">An index or a manifest.</param>
    /// <param name="digest">Of the document; empty for the index of a layout, which names images and is none.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ArtifactException">There is no such image, or a document is not what its digest names.</exception>
    public async Task<ImageDescription> DescribeAsync(byte[] json, string digest, CancellationToken cancellation)
    {
        for (var depth = 0; depth < MaxIndexDepth; depth++)
        {
            var document = Parse(json, digest.Length > 0 ? digest : OciLayout.IndexFile, OciDocument.Parse);
            if (document.Manifests is null)
            {
                return await DescribeManifestAsync(document, digest, cancellation);
            }

            var chosen = Choose(document.Manifests);
            json = await ReadVerifiedAsync(store.LocationOfManifest(chosen.Digest), chosen.Digest, cancellation);
            digest = chosen.Digest.Text;
        }

        throw Invalid($"Image indexes are nested more than {MaxIndexDepth} deep.");
    }

    private async Task<ImageDescription> DescribeManifestAsync(OciDocument manifest, string digest, CancellationToken cancellation)
    {
        var configurationDigest = manifest.Configuration!.Digest; // a document without manifests has a configuration
        if (manifest.Layers.Count > limits.MaxLayers)
        {
            throw new ArtifactException(ArtifactCodes.LimitReached, $"The image has {manifest.Layers.Count} layers; the limit is {limits.MaxLayers}.");
        }

        var json = await ReadVerifiedAsync(store.LocationOf(configurationDigest), configurationDigest, cancellation);
        var configuration = Parse(json, configurationDigest.Text, ImageConfiguration.Parse);
        if (options.Platform is { } platform && configuration.Platform.Os.Length > 0 && !platform.Accepts(configuration.Platform))
        {
            throw new ArtifactException(ArtifactCodes.PlatformMissing, $"The image is for {configuration.Platform}, not for {platform}.");
        }

        if (configuration.DiffIds.Count != manifest.Layers.Count)
        {
            _diagnostics.Add(new Diagnostic(ArtifactCodes.NotVerifiable, configurationDigest.Text,
                $"The configuration names {configuration.DiffIds.Count} layers and the manifest {manifest.Layers.Count}."));
        }

        var layers = manifest.Layers.Select(layer => new ImageLayer(store.LocationOf(layer.Digest))
        {
            Digest = layer.Digest,
            MediaType = layer.MediaType,
            Size = layer.Size,
        });
        return new ImageDescription(
            digest.Length > 0 ? digest : configurationDigest.Text, configuration.Platform.Architecture, configuration.Complete([.. layers]), _diagnostics)
        {
            Created = configuration.Created,
        };
    }

    private OciDescriptor Choose(IReadOnlyList<OciDescriptor> manifests)
    {
        var images = manifests.Where(m => !m.IsAttestation && m.Platform is not { Os: "unknown" }).ToList();
        if (images.Count == 0)
        {
            throw Invalid("The image index names no image.");
        }

        if (images.Count == 1)
        {
            // its configuration says for which platform it is
            return images[0];
        }

        if (images.TrueForAll(m => m.Platform is null))
        {
            _diagnostics.Add(new Diagnostic(ArtifactCodes.FurtherImages, OciLayout.IndexFile,
                $"The layout holds {images.Count} images; only the first, {Quote.Of(images[0].RefName)}, was scanned."));
            return images[0];
        }

        var wanted = options.Platform ?? Platform.Current;
        return images.Find(m => m.Platform is { } platform && wanted.Accepts(platform))
            ?? throw new ArtifactException(ArtifactCodes.PlatformMissing,
                $"There is no image for {wanted}; there are: {string.Join(", ", images.Select(m => Quote.Of(m.Platform?.ToString() ?? "unknown")))}. Choose one with --platform.");
    }

    private async Task<byte[]> ReadVerifiedAsync(string location, ContentDigest digest, CancellationToken cancellation)
    {
        var json = await store.ReadAsync(location, limits, cancellation) ?? throw Invalid($"{digest} is named and not there.");
        return digest.IsOf(json) ? json : throw Invalid($"{digest} is not the digest of the bytes at {location}: they were changed.");
    }

    private static T Parse<T>(byte[] json, string name, Func<ReadOnlyMemory<byte>, T> parse)
    {
        try
        {
            return parse(json);
        }
        catch (FormatException ex)
        {
            throw new ArtifactException(ArtifactCodes.ManifestInvalid, $"{name} cannot be read. {ex.Message}", ex);
        }
    }

    private static ArtifactException Invalid(string message) => new(ArtifactCodes.ManifestInvalid, message);
}
