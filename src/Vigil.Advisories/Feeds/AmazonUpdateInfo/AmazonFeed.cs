using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.AmazonUpdateInfo;

/// <summary>Amazon Linux security advisories: the <c>updateinfo</c> of every repository and architecture.</summary>
internal sealed class AmazonFeed : IFeed
{
    private static readonly string[] Architectures = ["x86_64", "aarch64"];

    /// <inheritdoc/>
    public string Name => "alas";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://cdn.amazonlinux.com/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        foreach (var repository in AmazonRepository.In(folder).Where(repository => selection.Wants($"{Name}/{repository.Name}")))
        {
            intake.ReadSource($"{Name}/{repository.Name}", source =>
            {
                var updates = new UpdateInfoReader(source, repository);
                foreach (var arch in repository.ArchitecturesIn(folder))
                {
                    cancellation.ThrowIfCancellationRequested();
                    ReadArchitecture(folder, $"{repository.Path}/{arch}", source, updates);
                }

                updates.Publish();
            });
        }
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        var topics = await AmazonExtras.TopicsAsync(fetch, cancellation);
        var found = false;
        foreach (var repository in AmazonRepository.Fixed.Concat(topics.Select(AmazonRepository.Extras)).Where(repository => selection.Wants($"{Name}/{repository.Name}")))
        {
            foreach (var arch in Architectures)
            {
                found |= await new RepositoryFetch(fetch, $"{repository.Path}/{arch}", arch).RunAsync(cancellation);
            }
        }

        if (!found)
        {
            fetch.ReportMissing($"{AmazonRepository.Fixed[^1].Path}/{Architectures[0]}/{RepositoryIndex.Path}");
        }
    }

    private static void ReadArchitecture(FeedFolder folder, string path, SourceIntake source, UpdateInfoReader updates)
    {
        source.ReadDocument(path, () =>
        {
            var index = RepositoryIndex.Parse(folder.LoadUnpacked($"{path}/{RepositoryIndex.Path}", source.Limits.MaxDocumentBytes));
            using var document = folder.OpenUnpacked($"{path}/{index.Location}");
            updates.Read(document);
        });
    }
}
