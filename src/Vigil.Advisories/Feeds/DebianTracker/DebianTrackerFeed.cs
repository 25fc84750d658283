using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Json;

namespace Vigil.Advisories.Feeds.DebianTracker;

/// <summary>Debian's security tracker: one document of all packages and their flaws.</summary>
internal sealed class DebianTrackerFeed : IFeed
{
    private const string Document = "data/json";

    /// <inheritdoc/>
    public string Name => "debian";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://security-tracker.debian.org/tracker/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        if (!selection.Wants(Name) || !folder.Has(Document))
        {
            return;
        }

        intake.ReadSource(Name, source => source.ReadDocument(Document, () =>
        {
            var flaws = new TrackerFlaws(source);
            using var stream = folder.Open(Document);
            var packages = new JsonItemStream(stream, source.Limits.MaxEntryBytes);
            packages.Enter();
            while (packages.TryNext(out var package))
            {
                cancellation.ThrowIfCancellationRequested();
                flaws.Add(packages.Name, package);
            }

            flaws.Publish();
        }));
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        fetch.FetchAsync(Document, DocumentChecks.Json, cancellation);
}
