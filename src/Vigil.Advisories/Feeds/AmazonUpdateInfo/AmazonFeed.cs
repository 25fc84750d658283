using System.Text;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.UpdateInfo;

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
                var updates = new UpdateInfoReader(source, new(["Amazon Linux"], repository.Release, "AMAZON_CVE") { Topic = repository.Topic });
                foreach (var arch in repository.ArchitecturesIn(folder))
                {
                    cancellation.ThrowIfCancellationRequested();
                    updates.Read(folder, $"{repository.Path}/{arch}");
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
                found |= await FetchAsync(fetch, $"{repository.Path}/{arch}", arch, cancellation);
            }
        }

        if (!found)
        {
            fetch.ReportMissing($"{AmazonRepository.Fixed[^1].Path}/{Architectures[0]}/{RepositoryIndex.Path}");
        }
    }

    // One address a line; where there is no list, the repository is beside it.
    private static async Task<bool> FetchAsync(FeedFetch fetch, string path, string arch, CancellationToken cancellation)
    {
        var list = await fetch.LoadAsync(fetch.AddressOf($"{path}/mirror.list"), cancellation) ?? [];
        var place = Encoding.UTF8.GetString(list).Split('\n')
            .Select(line => line.Trim().Replace("$basearch", arch, StringComparison.Ordinal))
            .Where(WebAddress.IsAbsolute)
            .Select(line => Uri.TryCreate(line.TrimEnd('/') + "/", UriKind.Absolute, out var address) ? address : null)
            .FirstOrDefault(address => address is not null);
        return await new RepositoryFetch(fetch, path).RunAsync(place, cancellation);
    }
}
