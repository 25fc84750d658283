using System.Collections.Immutable;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Signing;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution;

/// <summary>Brings a generation from a registry into use: by deltas from one that is kept here, else in pieces.</summary>
/// <remarks>Blobs that have come stay until the generation is published, in the folder <c>pull</c> of the database, so a pull that dies goes on where it was.</remarks>
/// <param name="repository">Where from.</param>
/// <param name="generations">Where to.</param>
/// <param name="keys">Whose signature it must have; <see langword="null"/> takes any.</param>
/// <param name="time">Tells which dates are still to come.</param>
public sealed class GenerationPull(IArtifactRepository repository, Generations generations, TrustedKeys? keys, TimeProvider time)
{
    private const string Folder = "pull";

    private readonly BlobCache _blobs = new(repository, Path.Combine(generations.Directory, Folder));

    /// <summary>Pulls what the name in the registry stands for.</summary>
    /// <param name="allowOlder">Whether a generation may replace one that knows more recent advisories.</param>
    /// <param name="cancellation">What has come is kept.</param>
    /// <exception cref="DistributionException">The registry has no generation under the name, or not all of it, or one that is older.</exception>
    /// <exception cref="SignatureException">None of the keys signed it.</exception>
    /// <exception cref="StoreFormatException">What came out is damaged.</exception>
    /// <exception cref="PublishException">The disk is full, or another process is writing.</exception>
    public async Task<PullReport> RunAsync(bool allowOlder, CancellationToken cancellation)
    {
        var manifest = GenerationManifestReader.Read(
            await repository.ReadManifestAsync(cancellation) ?? throw new DistributionException("The registry has nothing under this name: push a generation first."));
        keys?.Check(SignedContent.Generation, manifest.Generation, manifest.Signature);
        if (manifest.Exploits is { } exploits)
        {
            keys?.Check(SignedContent.ExploitTable, exploits.ContentId, exploits.Signature);
        }

        var isNew = generations.CurrentId != manifest.Generation;
        var hasNewExploits = manifest.Exploits is not null && ExploitTransfer.IdIn(generations.Directory) != manifest.Exploits.ContentId;
        if (!isNew && !hasNewExploits)
        {
            return new PullReport(manifest.Generation, IsNew: false, "", HasNewExploits: false, 0, 0, 0);
        }

        using var writer = generations.BeginWriting();
        try
        {
            var before = isNew ? await PullGenerationAsync(writer, manifest, allowOlder, cancellation) : "";
            if (hasNewExploits)
            {
                await PullExploitsAsync(manifest.Exploits!, cancellation); // there are some when they are new
            }

            _blobs.Clear();
            return new PullReport(manifest.Generation, isNew, before, hasNewExploits, _blobs.BlobsFetched, _blobs.BytesFetched, _blobs.BlobsFound);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new PublishException($"The generation could not be written to {generations.Directory}: {ex.Message} The previous generation still stands.", ex);
        }
    }

    private async Task<string> PullGenerationAsync(GenerationWriter writer, GenerationManifest manifest, bool allowOlder, CancellationToken cancellation)
    {
        var file = Path.Combine(_blobs.Directory, "generation" + Generations.Extension);
        var before = await FetchByDeltasAsync(manifest, file, cancellation) ?? await FetchPiecesAsync(manifest, file, cancellation);
        Check(file, manifest, allowOlder);
        File.Delete(ContentSignature.PathBeside(file));
        manifest.Signature?.WriteBeside(file);
        writer.PublishCopy(file, keys);
        return before;
    }

    private async Task PullExploitsAsync(ExploitBlob exploits, CancellationToken cancellation)
    {
        await using var table = await _blobs.OpenAsync(exploits.Blob, cancellation);
        ExploitTransfer.Publish(table, exploits, generations.Directory);
    }

    // gives the generation it began with; null when there is no way by deltas, or what came out at its end is another one
    private async Task<string?> FetchByDeltasAsync(GenerationManifest manifest, string file, CancellationToken cancellation)
    {
        var chain = manifest.ChainFrom(generations.List());
        if (chain.IsEmpty)
        {
            return null;
        }

        var deltas = new List<Stream>();
        try
        {
            foreach (var delta in chain)
            {
                deltas.Add(await _blobs.OpenAsync(delta.Blob, cancellation));
            }

            using var before = generations.Open(chain[0].Before);
            await using var output = Create(file);
            return GenerationDeltas.Apply(before, deltas, generations.Directory, output) == manifest.Generation ? chain[0].Before : null;
        }
        catch (StoreFormatException)
        {
            // damage on either side is mended by the pieces
            return null;
        }
        finally
        {
            foreach (var delta in deltas)
            {
                await delta.DisposeAsync();
            }
        }
    }

    private async Task<string> FetchPiecesAsync(GenerationManifest manifest, string file, CancellationToken cancellation)
    {
        if (manifest.SizeBytes > (long)manifest.Pieces.Length * GenerationPieces.PieceBytes)
        {
            throw new DistributionException($"The registry has {manifest.Pieces.Length} pieces of generation {manifest.Generation}, too few for its {manifest.SizeBytes} bytes.");
        }

        // all come before the first is used: what failed to come must not have cost the disk a generation
        foreach (var piece in manifest.Pieces)
        {
            await (await _blobs.OpenAsync(piece, cancellation)).DisposeAsync();
        }

        await using var output = Create(file);
        foreach (var piece in manifest.Pieces)
        {
            await using var stream = File.OpenRead(_blobs.PathOf(piece));
            GenerationPieces.Append(stream, output);
        }

        return "";
    }

    // a registry that goes back to what it had once would hide what became known since, signature or not
    private void Check(string file, GenerationManifest manifest, bool allowOlder)
    {
        using var store = AdvisoryStore.Open(file);
        if (store.ContentId != manifest.Generation)
        {
            throw new DistributionException($"The pieces in the registry are of generation {store.ContentId}, not of {manifest.Generation}: they were exchanged. Nothing was replaced.");
        }

        // one record with a date to come must not keep everything out until then
        if (!allowOlder && AsOfCurrent() is { } asOf && asOf <= time.GetUtcNow() && store.AsOf < asOf)
        {
            throw new DistributionException(
                $"The registry offers a generation as of {store.AsOf:yyyy-MM-dd}, older than the one in use as of {asOf:yyyy-MM-dd}. Nothing was replaced; --older takes it.");
        }
    }

    private DateTimeOffset? AsOfCurrent()
    {
        try
        {
            using var current = generations.TryOpenCurrent();
            return current?.AsOf;
        }
        catch (StoreFormatException)
        {
            // damaged, or of another release: whatever comes is better
            return null;
        }
    }

    private static FileStream Create(string file) => new(file, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
}

/// <summary>What a pull did.</summary>
/// <param name="Generation">Content id of the generation that is in use now.</param>
/// <param name="IsNew">Whether another one was in use before.</param>
/// <param name="Before">Content id of the generation that it was made of; empty when it came whole, or is not new.</param>
/// <param name="HasNewExploits">Whether an exploit table came.</param>
/// <param name="Blobs">Blobs that came over the network.</param>
/// <param name="Bytes">Their bytes together.</param>
/// <param name="Found">Blobs that were here from a pull that did not end.</param>
public sealed record PullReport(string Generation, bool IsNew, string Before, bool HasNewExploits, int Blobs, long Bytes, int Found);
