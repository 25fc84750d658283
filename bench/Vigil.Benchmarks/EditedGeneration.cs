using Vigil.Advisories.Compilation;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Benchmarks;

/// <summary>Compiles all feeds, with some advisories edited; what was compiled before is used again.</summary>
internal static class EditedGeneration
{
    /// <param name="directory">Where it is kept.</param>
    /// <param name="feeds">A mirror of the feeds.</param>
    /// <param name="edits">What is otherwise.</param>
    /// <param name="isKept">Which advisories it has; all when it is not given.</param>
    public static AdvisoryStore Open(string directory, string feeds, AdvisoryEdits edits, Func<Advisory, bool>? isKept = null)
    {
        var generations = new Generations(directory);
        if (generations.TryOpenCurrent() is { } known)
        {
            return known;
        }

        using (var writer = generations.BeginWriting())
        {
            FeedReader.ReadAll(feeds, FeedSelection.All, new EditingSink(writer.Compiler, edits, isKept ?? (_ => true)), FeedLimits.Default, _ => { }, CancellationToken.None);
            writer.Publish();
        }

        return generations.TryOpenCurrent()!; // just published
    }

    private sealed class EditingSink(GenerationCompiler compiler, AdvisoryEdits edits, Func<Advisory, bool> isKept) : IFeedSink
    {
        public void Add(Advisory advisory)
        {
            if (isKept(advisory))
            {
                compiler.Add(edits.Apply(advisory));
            }
        }
    }
}
