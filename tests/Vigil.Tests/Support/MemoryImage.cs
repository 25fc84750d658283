using System.Security.Cryptography;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Images;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Support;

/// <summary>An image whose layers are in memory.</summary>
internal sealed class MemoryImage : BlobStore
{
    private readonly Dictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private readonly List<ImageLayer> _layers = [];

    /// <summary>How often a blob was opened.</summary>
    public int Openings { get; private set; }

    public IReadOnlyList<ImageLayer> Layers => _layers;

    public MemoryImage Layer(TarBuilder tar) => Layer(tar.Build());

    /// <summary>Adds a layer by its blob; digests are right unless given.</summary>
    public MemoryImage Layer(byte[] blob, byte[]? tar = null, string? digest = null, string? diffId = null)
    {
        digest ??= Digest(blob);
        _layers.Add(new ImageLayer(digest) { Digest = Parse(digest), DiffId = Parse(diffId ?? Digest(tar ?? blob)), Size = blob.Length, CreatedBy = $"step {_layers.Count}" });
        _blobs[digest] = blob;
        return this;
    }

    public MemoryImage Forget(int layer)
    {
        _blobs.Remove(_layers[layer].Location);
        return this;
    }

    public Task<ArtifactView> ScanAsync(params IFileExtractor[] extractors) => ScanAsync(ScanLimits.Default, extractors);

    public Task<ArtifactView> ScanAsync(ScanLimits limits, params IFileExtractor[] extractors) =>
        new ArtifactScanner(extractors, limits).ScanAsync(
            new ImageSource("image", this, new ImageDescription("", "amd64", _layers, [])), progress: null, TestContext.Current.CancellationToken);

    public static string Digest(byte[] bytes) => ContentDigest.Format(HashAlgorithmName.SHA256, SHA256.HashData(bytes));

    private static ContentDigest Parse(string text) => ContentDigest.TryParse(text, out var digest) ? digest : default;

    public override string LocationOf(ContentDigest digest) => digest.Text;

    public override ValueTask<Stream?> OpenAsync(string location, CancellationToken cancellation)
    {
        Openings++;
        return ValueTask.FromResult<Stream?>(_blobs.TryGetValue(location, out var blob) ? new MemoryStream(blob) : null);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
