using System.Text.Json;
using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.AlpineSecDb;

/// <summary>Alpine's security database: a folder for each release, in it a document for each repository.</summary>
internal sealed class AlpineSecDbFeed : IFeed
{
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
            var flaws = new SecDbFlaws(source);
            foreach (var document in documents)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    flaws.Add(document, folder.LoadUnpacked(document, source.Limits.MaxDocumentBytes));
                }
                catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException or InvalidDataException or IOException)
                {
                    source.Break(document, ex.Message);
                }
            }

            flaws.Publish();
        });
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) => Task.CompletedTask;
}
