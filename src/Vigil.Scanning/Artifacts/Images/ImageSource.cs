using System.Collections.Concurrent;
using System.Security.Cryptography;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts.Layers;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Extraction.Caching;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>A container image: layers that are read in parallel and laid over each other.</summary>
internal sealed class ImageSource(string name, BlobStore store, ImageDescription image) : ArtifactSource
{
    // each round follows links one step further; more than a few are a trap
    private const int MaxRounds = 4;

    /// <summary>What layers of earlier images gave; <see langword="null"/> for none.</summary>
    public LayerCache? Cache { get; init; }

    private readonly record struct ReadLayer(string DiffId, string Digest, LayerContents Contents);

    internal override async Task<ArtifactView> ScanAsync(ExtractorSet extractors, ScanLimits limits, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var aliases = new PathAliases();
        for (var round = 1; ; round++)
        {
            var meter = new ScanMeter(limits, progress) { BytesTotal = image.Layers.Sum(layer => layer.Size), Layers = image.Layers.Count };
            var layers = await ReadLayersAsync(new LayerScanner(extractors, aliases, limits, meter), meter, limits, cancellation);
            var merge = new LayerMerge(extractors, limits);
            foreach (var layer in layers)
            {
                merge.Add(layer.DiffId, layer.Contents);
            }

            // "any" would stop at the first: all of them must be added
            var added = merge.NeededAliases().Count(aliases.Add);
            if (added == 0 || round == MaxRounds)
            {
                return View(layers, merge, limits);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> LayerDiffIds => [.. image.Layers.Select(layer => layer.DiffId.Text ?? "")];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<IReadOnlyList<ReadLayer>> ReadLayersAsync(LayerScanner scanner, ScanMeter meter, ScanLimits limits, CancellationToken cancellation)
    {
        // an image may hold one layer twice; it is read once
        var read = new ConcurrentDictionary<string, ReadLayer>(StringComparer.Ordinal);
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, store.MaxParallelReads),
        };
        await Parallel.ForEachAsync(store.InReadingOrder(image.Layers.DistinctBy(layer => layer.Location)), parallel, async (layer, stop) =>
        {
            read[layer.Location] = await ReadAsync(layer, scanner, meter, limits, stop);
            meter.CountLayer();
        });
        return [.. image.Layers.Select(layer => read[layer.Location])];
    }

    // a layer whose blob has the digest that was verified once holds what it held then
    private async Task<ReadLayer> ReadAsync(ImageLayer layer, LayerScanner scanner, ScanMeter meter, ScanLimits limits, CancellationToken cancellation)
    {
        if (Cache is null || layer.Digest.Text is not { } blob || layer.DiffId.Text is not { } tar)
        {
            return await ReadAsync(layer, scanner, new LayerContentsBuilder(meter, limits.MaxDiagnosticsPerCode), meter, limits, cancellation);
        }

        var key = LayerCache.KeyOf(blob, tar, scanner.Signature);
        if (Cache.Find(key) is { } known)
        {
            meter.CountEntries(known.Entries.Values.Length);
            return new ReadLayer(tar, blob, known);
        }

        var read = await ReadAsync(layer, scanner, new LayerContentsBuilder(meter, limits.MaxDiagnosticsPerCode), meter, limits, cancellation);
        if (read.Contents.Diagnostics.Count == 0)
        {
            Cache.Keep(key, read.Contents);
        }

        return read;
    }

    private async Task<ReadLayer> ReadAsync(
        ImageLayer layer, LayerScanner scanner, LayerContentsBuilder contents, ScanMeter meter, ScanLimits limits, CancellationToken cancellation)
    {
        var digests = (Blob: layer.Digest.Text ?? "", Tar: layer.DiffId.Text ?? "");
        var subject = digests.Tar.Length > 0 ? digests.Tar : layer.Location;
        try
        {
            using var blob = await store.OpenAsync(layer.Location, cancellation);
            if (blob is null)
            {
                contents.Diagnostics.Report(ArtifactCodes.LayerMissing, subject, $"The layer is not there ({Quote.Of(layer.MediaType)}): what it holds is unknown.");
            }
            else
            {
                using var stream = new LayerStream(
                    blob, layer.Digest.Algorithm, layer.DiffId.Text is null ? HashAlgorithmName.SHA256 : layer.DiffId.Algorithm, limits, meter.CountBytes);
                scanner.Read(stream, contents, cancellation);
                digests = Verify(layer, subject, stream.Digests(), contents.Diagnostics);
            }
        }
        catch (ScanLimitException ex)
        {
            contents.Diagnostics.Report(ArtifactCodes.LimitReached, subject, $"{ex.Message} What came before was read.");
        }
        catch (Exception ex) when (ex is InvalidDataException or IOException or ZstdSharp.ZstdException)
        {
            contents.Diagnostics.Report(ArtifactCodes.LayerDamaged, subject, $"The layer could not be read to its end: {ex.Message} What came before was read.");
        }

        return new ReadLayer(digests.Tar, digests.Blob.Length > 0 ? digests.Blob : digests.Tar, contents.Build());
    }

    private static (string Blob, string Tar) Verify(ImageLayer layer, string subject, (string Blob, string Tar) actual, DiagnosticList diagnostics)
    {
        if (layer.Digest.Text is { } blob && blob != actual.Blob)
        {
            diagnostics.Report(ArtifactCodes.LayerDigestMismatch, subject, $"The blob is said to be {blob} and is {actual.Blob}: it was changed.");
        }

        if (layer.DiffId.Text is { } tar && tar != actual.Tar)
        {
            diagnostics.Report(ArtifactCodes.LayerDigestMismatch, subject, $"The layer is said to be {tar} and is {actual.Tar}: it was changed.");
        }

        return (layer.Digest.Text ?? actual.Blob, layer.DiffId.Text ?? actual.Tar);
    }

    private ArtifactView View(IReadOnlyList<ReadLayer> layers, LayerMerge merge, ScanLimits limits)
    {
        var diagnostics = new DiagnosticList(limits.MaxDiagnosticsPerCode);
        IEnumerable<Diagnostic> all =
        [
            .. image.Diagnostics, .. layers.DistinctBy(layer => layer.Contents).SelectMany(layer => layer.Contents.Diagnostics), .. merge.Diagnostics, .. merge.FileDiagnostics(),
        ];
        foreach (var diagnostic in all)
        {
            diagnostics.Add(diagnostic);
        }

        return new ArtifactView
        {
            Artifact = new ArtifactIdentity(ArtifactKind.Image, name, image.Digest, image.Architecture) { Created = image.Created },
            Files = merge.VisibleFiles(),
            Layers = [.. image.Layers.Zip(layers, (described, read) => new Layer(read.DiffId, read.Digest, described.CreatedBy))],
            Diagnostics = diagnostics.Items,
        };
    }
}
