using System.Text.Json;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>Finds the image in an archive of `docker save`: by <c>manifest.json</c>, or before Docker 1.10 by <c>repositories</c>.</summary>
/// <seealso href="https://github.com/moby/docker-image-spec/blob/v1.3.1/v1.2.md"/>
internal sealed class DockerArchiveReader(BlobStore store, ScanLimits limits)
{
    public const string ManifestFile = "manifest.json";

    public const string RepositoriesFile = "repositories";

    /// <summary>Describes the first image of the archive.</summary>
    /// <exception cref="ArtifactException">Its documents cannot be read.</exception>
    public async Task<ImageDescription> DescribeAsync(CancellationToken cancellation)
    {
        var manifest = await store.ReadAsync(ManifestFile, limits, cancellation);
        try
        {
            return manifest is null ? await DescribeOldAsync(cancellation) : await DescribeAsync(manifest, cancellation);
        }
        catch (FormatException ex)
        {
            throw Invalid($"The documents of the archive cannot be read. {ex.Message}", ex);
        }
    }

    private async Task<ImageDescription> DescribeAsync(byte[] manifest, CancellationToken cancellation)
    {
        using var document = OciDocument.ReadJson(manifest);
        if (document.RootElement is not { ValueKind: JsonValueKind.Array } images || images.GetArrayLength() == 0)
        {
            throw Invalid($"{ManifestFile} names no image.");
        }

        var diagnostics = new List<Diagnostic>();
        if (images.GetArrayLength() > 1)
        {
            diagnostics.Add(new Diagnostic(ArtifactCodes.FurtherImages, ManifestFile,
                $"The archive holds {images.GetArrayLength()} images; only the first was scanned."));
        }

        var path = OciDescriptor.Text(images[0], "Config");
        var json = await store.ReadAsync(path, limits, cancellation) ?? throw Invalid($"{Quote.Of(path)} is named and not there.");
        var layers = Texts(OciDescriptor.Member(images[0], "Layers")).Select(layer => new ImageLayer(Normal(layer))).ToList();
        Check(layers.Count);
        var configuration = ImageConfiguration.Parse(json);
        return new ImageDescription(Verified(path, json), configuration.Platform.Architecture, configuration.Complete(layers), diagnostics)
        {
            Created = configuration.Created,
        };
    }

    // each layer is a directory of its own with a "json" that names its parent; there are no digests
    private async Task<ImageDescription> DescribeOldAsync(CancellationToken cancellation)
    {
        var json = await store.ReadAsync(RepositoriesFile, limits, cancellation)
            ?? throw new ArtifactException(ArtifactCodes.NotRecognised, "The archive is no image: it has no index.json, manifest.json or repositories.");
        using var repositories = OciDocument.ReadJson(json);
        var ids = Properties(repositories.RootElement).SelectMany(repository => Properties(repository.Value)).Select(tag => tag.Value).ToList();
        if (ids.Count == 0 || ids[0].ValueKind != JsonValueKind.String)
        {
            throw Invalid($"{RepositoriesFile} names no image.");
        }

        var layers = new List<ImageLayer>();
        var architecture = "";
        for (var id = ids[0].GetString() ?? ""; id.Length > 0;)
        {
            var layer = await store.ReadAsync($"{id}/json", limits, cancellation) ?? throw Invalid($"The layer {Quote.Of(id)} is named and not there.");
            using var document = OciDocument.ReadJson(layer);
            layers.Insert(0, new ImageLayer($"{id}/layer.tar"));
            Check(layers.Count);
            architecture = architecture.Length > 0 ? architecture : OciDescriptor.Text(document.RootElement, "architecture");
            id = OciDescriptor.Text(document.RootElement, "parent");
        }

        return new ImageDescription("", architecture, layers,
            [new Diagnostic(ArtifactCodes.NotVerifiable, RepositoriesFile, "The archive is of an old form without digests: its layers could not be verified.")]);
    }

    private void Check(int layers)
    {
        if (layers > limits.MaxLayers)
        {
            throw new ArtifactException(ArtifactCodes.LimitReached, $"The image has more than {limits.MaxLayers} layers, the limit.");
        }
    }

    // "0a1b….json", or "blobs/sha256/0a1b…" since Docker 25
    private static string Verified(string path, byte[] json)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (!ContentDigest.TryParse($"sha256:{name}", out var digest))
        {
            return "";
        }

        return digest.IsOf(json) ? digest.Text : throw Invalid($"{digest} is not the digest of the configuration that it names: it was changed.");
    }

    private static string Normal(string path)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(path);
        return EntryPath.TryNormalize(bytes, out var length) ? EntryPath.ToText(bytes.AsSpan(0, length)) : "";
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() ?? "" : "")
        : [];

    private static JsonElement.ObjectEnumerator Properties(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default;

    private static ArtifactException Invalid(string message, Exception? cause = null) => new(ArtifactCodes.ManifestInvalid, message, cause);
}
