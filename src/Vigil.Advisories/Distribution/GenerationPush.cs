using System.Collections.Immutable;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Signing;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution;

/// <summary>Brings a generation into a registry: its pieces, the delta from the one that lies there, and the exploit table beside it.</summary>
/// <param name="repository">Where to.</param>
/// <param name="generations">Has the generation that lies in the registry, if a delta is to be made.</param>
public sealed class GenerationPush(IArtifactRepository repository, Generations generations)
{
    /// <summary>Deltas that stay in the registry, so that a site which missed as many days still needs no whole generation.</summary>
    public const int MaxDeltas = 60;

    private long _bytes;
    private int _blobs;

    /// <summary>Pushes a generation file, with the signature beside it.</summary>
    /// <exception cref="DistributionException">The name stands for something else than generations.</exception>
    /// <exception cref="StoreFormatException">The file is damaged.</exception>
    public async Task<PushReport> RunAsync(string path, CancellationToken cancellation)
    {
        using var store = AdvisoryStore.Open(path);
        store.Verify();
        var there = await repository.ReadManifestAsync(cancellation) is { } manifest ? GenerationManifestReader.Read(manifest) : null;
        var deltas = there is null ? [] : await WithDeltaAsync(there, store, cancellation);
        var pieces = await PushPiecesAsync(path, cancellation);
        var exploits = ExploitTransfer.Read(generations.Directory) is { } table
            ? new ExploitBlob(table.ContentId, table.Signature, await PushAsync(table.Blob, cancellation))
            : null;
        await PushAsync(GenerationManifest.Empty, cancellation);
        var next = new GenerationManifest
        {
            Generation = store.ContentId,
            SizeBytes = store.SizeBytes,
            Signature = ContentSignature.ReadBeside(path),
            Pieces = pieces,
            Deltas = Worthwhile(deltas, pieces),
            Exploits = exploits,
        };
        await repository.WriteManifestAsync(GenerationManifest.MediaType, next.ToJson(), cancellation);
        var delta = there is not null && next.Deltas is [.., var last] && last.Before == there.Generation ? last : null;
        return new PushReport(next, there?.Generation, delta, _blobs, _bytes);
    }

    // the deltas that lie there go on to hold as long as the last one leads to where the new one begins
    private async Task<ImmutableArray<DeltaBlob>> WithDeltaAsync(GenerationManifest there, AdvisoryStore store, CancellationToken cancellation)
    {
        if (there.Generation == store.ContentId)
        {
            return there.Deltas;
        }

        if (!File.Exists(generations.PathOf(there.Generation)))
        {
            return [];
        }

        return DeltaFrom(there.Generation, store) is { } delta
            ? [.. there.Deltas, new DeltaBlob(there.Generation, store.ContentId, await PushAsync(delta, cancellation))]
            : [];
    }

    private byte[]? DeltaFrom(string generation, AdvisoryStore store)
    {
        try
        {
            using var before = generations.Open(generation);
            return GenerationDeltas.Compute(before, store, generations.Directory);
        }
        catch (StoreFormatException)
        {
            return null; // damaged, or of another release: whoever has it fetches the pieces
        }
    }

    private async Task<ImmutableArray<ArtifactBlob>> PushPiecesAsync(string path, CancellationToken cancellation)
    {
        var pieces = ImmutableArray.CreateBuilder<ArtifactBlob>();
        await using var file = File.OpenRead(path);
        foreach (var piece in GenerationPieces.Read(file))
        {
            pieces.Add(await PushAsync(piece, cancellation));
        }

        return pieces.DrainToImmutable();
    }

    private async Task<ArtifactBlob> PushAsync(byte[] content, CancellationToken cancellation)
    {
        var blob = ArtifactBlob.Of(content);
        if (!await repository.HasBlobAsync(blob.Digest, cancellation))
        {
            await repository.WriteBlobAsync(blob.Digest, content, cancellation);
            _bytes += content.Length;
            _blobs++;
        }

        return blob;
    }

    // the newest ones, as many as are shorter together than the generation itself
    private static ImmutableArray<DeltaBlob> Worthwhile(ImmutableArray<DeltaBlob> deltas, ImmutableArray<ArtifactBlob> pieces)
    {
        var budget = pieces.Sum(piece => piece.Size);
        var first = deltas.Length;
        while (first > 0 && deltas.Length - first < MaxDeltas && budget >= deltas[first - 1].Blob.Size)
        {
            budget -= deltas[--first].Blob.Size;
        }

        return deltas[first..];
    }
}

/// <summary>What a push did.</summary>
/// <param name="Manifest">What lies in the registry now.</param>
/// <param name="Before">Content id of the generation that lay there before; <see langword="null"/> when none did.</param>
/// <param name="Delta">The delta from that one, if there is one.</param>
/// <param name="Blobs">Blobs that were sent; those that lay there already were not.</param>
/// <param name="Bytes">Their bytes together.</param>
public sealed record PushReport(GenerationManifest Manifest, string? Before, DeltaBlob? Delta, int Blobs, long Bytes);
