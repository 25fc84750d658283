using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.AlpineSecDb;

/// <summary>Alpine's security database: a folder for each release, in it a document for each repository.</summary>
internal sealed class AlpineSecDbFeed : IFeed
{
    /// <summary>The first release of version 3 with a database.</summary>
    private const int FirstMinor = 2;

    /// <summary>Up to here a missing release is a gap of the mirror; behind, the end of the list.</summary>
    private const int FirstUnlistedMinor = 24;

    /// <inheritdoc/>
    public string Name => "alpine-secdb";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://secdb.alpinelinux.org/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        var documents = folder.Folders()
            .Where(release => selection.Wants($"{Name}/{release}"))
            .SelectMany(release => folder.Files(release).Where(file => file.EndsWith(".json", StringComparison.Ordinal)).Select(file => $"{release}/{file}"))
            .ToList();
        if (documents.Count == 0)
        {
            return;
        }

        intake.ReadSource(Name, source =>
        {
            var flaws = new SecDbFlaws(source, "Alpine");
            foreach (var document in documents)
            {
                cancellation.ThrowIfCancellationRequested();
                source.ReadDocument(document, () => flaws.Add(
                    document[..document.IndexOf('/', StringComparison.Ordinal)],
                    folder.LoadUnpacked(document, source.Limits.MaxDocumentBytes)));
            }

            flaws.Publish();
        });
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        // Releases follow each other without a gap; nothing lists them in a form made for programs.
        var found = await FetchReleaseAsync(fetch, selection, "edge", cancellation);
        for (var minor = FirstMinor; found || minor <= FirstUnlistedMinor; minor++)
        {
            found = await FetchReleaseAsync(fetch, selection, $"v3.{minor}", cancellation);
        }
    }

    private async Task<bool> FetchReleaseAsync(FeedFetch fetch, FeedSelection selection, string release, CancellationToken cancellation)
    {
        if (!selection.Wants($"{Name}/{release}"))
        {
            return false;
        }

        var main = await fetch.FetchAsync($"{release}/main.json", DocumentChecks.Json, cancellation);
        await fetch.FetchAsync($"{release}/community.json", DocumentChecks.Json, cancellation);
        return main is FetchOutcome.Fetched or FetchOutcome.Unchanged;
    }
}
