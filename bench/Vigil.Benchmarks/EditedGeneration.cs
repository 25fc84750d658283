using Vigil.Advisories.Compilation;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Benchmarks;

/// <summary>Compiles all feeds, with some advisories edited; what was compiled before is used again.</summary>
internal static class EditedGeneration
{
    public static AdvisoryStore Open(string directory, string feeds, AdvisoryEdits edits)
    {
        var generations = new Generations(directory);
        if (generations.TryOpenCurrent() is { } known)
        {
            return known;
        }

        using (var writer = generations.BeginWriting())
        {
            FeedReader.ReadAll(feeds, FeedSelection.All, new EditingSink(writer.Compiler, edits), FeedLimits.Default, _ => { }, CancellationToken.None);
            writer.Publish();
        }

        return generations.TryOpenCurrent()!; // just published
    }

    private sealed class EditingSink(GenerationCompiler compiler, AdvisoryEdits edits) : IFeedSink
    {
        public void Add(Advisory advisory) => compiler.Add(edits.Apply(advisory));
    }
}
