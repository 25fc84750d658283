using Vigil.Advisories.Compilation;
using Vigil.Advisories.Distribution.Transcripts;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution;

/// <summary>Deltas of generations as they lie in a registry: compressed, and proven before they are pushed.</summary>
internal static class GenerationDeltas
{
    private const int Quality = 9;

    // that of a tenth of all advisories has some ten megabytes
    private const int MaxBytes = 256 << 20;

    /// <summary>Computes the delta of two generations.</summary>
    /// <param name="before">Whoever has this one</param>
    /// <param name="after">can make this one of it.</param>
    /// <param name="directory">For temporary files.</param>
    /// <returns><see langword="null"/> when the newer one cannot be made so, as when another release of Vigil compiled it.</returns>
    public static byte[]? Compute(AdvisoryStore before, AdvisoryStore after, string directory)
    {
        using var space = new SpillSpace(directory);
        var (older, newer) = (new Transcript(space), new Transcript(space));
        Transcription.Write(before, older);
        Transcription.Write(after, newer);
        using var delta = new MemoryStream();
        TranscriptDelta.Write(older, newer, delta);

        var proof = new Transcript(space);
        TranscriptDelta.Apply(older, delta.GetBuffer().AsSpan(0, (int)delta.Length), proof);
        using var made = TemporaryFile(directory);
        return Restoration.Write(proof, space, made) == after.ContentId ? GenerationPieces.Compress(delta.GetBuffer().AsSpan(0, (int)delta.Length), Quality) : null;
    }

    /// <summary>Makes a generation of an older one.</summary>
    /// <param name="before">The older one.</param>
    /// <param name="deltas">The deltas that lead from one to the next.</param>
    /// <param name="directory">For temporary files.</param>
    /// <param name="output">Seekable; gets the generation.</param>
    /// <returns>The content id of what came out.</returns>
    /// <exception cref="StoreFormatException">A delta is damaged or does not fit.</exception>
    public static string Apply(AdvisoryStore before, IEnumerable<Stream> deltas, string directory, Stream output)
    {
        using var space = new SpillSpace(directory);
        var at = new Transcript(space);
        Transcription.Write(before, at);
        foreach (var delta in deltas)
        {
            using var steps = new MemoryStream();
            GenerationPieces.Inflate(delta, steps, MaxBytes);
            var next = new Transcript(space);
            TranscriptDelta.Apply(at, steps.GetBuffer().AsSpan(0, (int)steps.Length), next);
            at = next;
        }

        return Restoration.Write(at, space, output);
    }

    private static FileStream TemporaryFile(string directory) => new(
        Path.Combine(directory, $"delta-{Path.GetRandomFileName()}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
}
