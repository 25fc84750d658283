using Vigil.Advisories.Feeds.Osv;

namespace Vigil.Advisories.Feeds;

/// <summary>Reads all feeds of a mirror or a download cache: the one door between documents and the store.</summary>
public static class FeedReader
{
    /// <summary>Reads every selected source, feed by feed in the order of <see cref="FeedCatalog.All"/>, sources always in the same order.</summary>
    /// <param name="root">A directory with a folder for each feed.</param>
    /// <param name="selection">Which sources.</param>
    /// <param name="sink">Takes what the feeds state, on this thread.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="progress">Told how far each source is.</param>
    /// <param name="cancellation">Looked at for each entry.</param>
    /// <returns>One report for each source, broken ones included.</returns>
    public static IReadOnlyList<SourceReport> ReadAll(
        string root,
        FeedSelection selection,
        IFeedSink sink,
        FeedLimits limits,
        Action<SourceReport> progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return ReadAll(root, selection, new FeedIntake(new Precedence(sink), limits, progress), cancellation);
    }

    /// <summary>Reads every selected source that the memory of the intake does not know.</summary>
    internal static IReadOnlyList<SourceReport> ReadAll(string root, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        foreach (var feed in FeedCatalog.All.Where(feed => selection.MayWantBelow(feed.Name)))
        {
            var folder = new FeedFolder(Path.Combine(root, feed.Name));
            if (intake.Memory?.Recall(feed, folder) is { } reports)
            {
                reports.ToList().ForEach(intake.Take);
            }
            else
            {
                feed.Read(folder, selection, intake, cancellation);
            }
        }

        return intake.Reports;
    }

    /// <summary>Reads one file of OSV records by itself: a zip of JSON files, one JSON record, or one record a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sink">Takes what it states.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="cancellation">Looked at for each entry.</param>
    /// <returns>Its report; a file that is broken as a whole is part of it.</returns>
    public static SourceReport ReadFile(string path, IFeedSink sink, FeedLimits limits, CancellationToken cancellation)
    {
        var intake = new FeedIntake(sink, limits, _ => { });
        intake.ReadSource($"import/{Path.GetFileName(path)}", source => OsvFile.Read(path, source, cancellation));
        return intake.Reports[0];
    }
}
