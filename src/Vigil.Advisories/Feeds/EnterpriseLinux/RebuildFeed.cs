using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.UpdateInfo;

namespace Vigil.Advisories.Feeds.EnterpriseLinux;

/// <summary>Errata of those who rebuild Red Hat's sources: the <c>updateinfo</c> of every release, repository and architecture.</summary>
/// <param name="name">Name of the feed.</param>
/// <param name="ecosystem">Whose packages the errata replace.</param>
/// <param name="publisher">Folder of the releases.</param>
internal sealed class RebuildFeed(string name, string ecosystem, Uri publisher) : IFeed
{
    private static readonly string[] Releases = ["8", "9", "10"];
    private static readonly string[] Repositories = ["BaseOS", "AppStream", "CRB", "PowerTools", "HighAvailability", "ResilientStorage", "RT", "NFV", "extras"];
    private static readonly string[] Architectures = ["x86_64", "aarch64"];

    /// <summary>AlmaLinux.</summary>
    public static RebuildFeed AlmaLinux { get; } = new("almalinux", "AlmaLinux", new("https://repo.almalinux.org/almalinux/"));

    /// <summary>Rocky Linux.</summary>
    public static RebuildFeed Rocky { get; } = new("rocky", "Rocky Linux", new("https://dl.rockylinux.org/pub/rocky/"));

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Uri Publisher => publisher;

    /// <inheritdoc/>
    public bool IsOnRequest => true;

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        foreach (var release in folder.Folders().Where(release => selection.Wants($"{Name}/{release}")))
        {
            string[] paths =
            [
                .. from repository in folder.Folders(release)
                   from arch in folder.Folders($"{release}/{repository}")
                   let path = $"{release}/{repository}/{arch}/os"
                   where folder.Has($"{path}/{RepositoryIndex.Path}")
                   select path,
            ];
            if (paths.Length > 0)
            {
                intake.ReadSource($"{Name}/{release}", source => Read(folder, paths, release, source, cancellation));
            }
        }
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        // a release has some of the repositories: what is not there is no failure
        foreach (var release in Releases.Where(release => selection.Wants($"{Name}/{release}")))
        {
            foreach (var path in Repositories.SelectMany(repository => Architectures.Select(arch => $"{release}/{repository}/{arch}/os")))
            {
                await new RepositoryFetch(fetch, path).RunAsync(elsewhere: null, cancellation);
            }
        }
    }

    private void Read(FeedFolder folder, string[] paths, string release, SourceIntake source, CancellationToken cancellation)
    {
        var updates = new UpdateInfoReader(source, new([ecosystem], release, source.Source) { IsMixed = true });
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            updates.Read(folder, path);
        }

        updates.Publish();
    }
}
