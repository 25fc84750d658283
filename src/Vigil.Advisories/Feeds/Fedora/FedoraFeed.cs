using System.Globalization;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.UpdateInfo;

namespace Vigil.Advisories.Feeds.Fedora;

/// <summary>Fedora's updates, and those of its extra packages for Enterprise Linux: the <c>updateinfo</c> of every release and architecture.</summary>
internal sealed class FedoraFeed : IFeed
{
    private const string Fedora = "fedora/linux/updates";
    private const string Epel = "epel";

    // Releases follow each other without a gap; those that are out of support have moved to an archive.
    private const int FirstRelease = 41;
    private const int FirstUnlistedRelease = 45;

    private static readonly string[] EpelReleases = ["8", "9", "10"];
    private static readonly string[] Architectures = ["x86_64", "aarch64"];
    private static readonly string[] EnterpriseLinux = ["AlmaLinux", "Oracle Linux", "Red Hat", "Rocky Linux"];

    /// <inheritdoc/>
    public string Name => "fedora";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://dl.fedoraproject.org/pub/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        foreach (var (root, prefix) in new[] { (Epel, "epel-"), (Fedora, "") })
        {
            foreach (var release in folder.Folders(root))
            {
                var repository = PathOf(root, release);
                var arches = folder.Folders(repository).Where(arch => folder.Has($"{repository}/{arch}/{RepositoryIndex.Path}")).ToList();
                if (arches.Count > 0 && selection.Wants($"{Name}/{prefix}{release}"))
                {
                    intake.ReadSource($"{Name}/{prefix}{release}", source => Read(folder, repository, arches, source, ScopeOf(root, release, source), cancellation));
                }
            }
        }
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        foreach (var release in EpelReleases.Where(release => selection.Wants($"{Name}/epel-{release}")))
        {
            await FetchAsync(fetch, PathOf(Epel, release), cancellation);
        }

        var found = true;
        for (var number = FirstRelease; found || number < FirstUnlistedRelease; number++)
        {
            var release = number.ToString(CultureInfo.InvariantCulture);
            found = selection.Wants($"{Name}/{release}") && await FetchAsync(fetch, PathOf(Fedora, release), cancellation);
        }
    }

    private static async Task<bool> FetchAsync(FeedFetch fetch, string repository, CancellationToken cancellation)
    {
        var found = false;
        foreach (var arch in Architectures)
        {
            found |= await new RepositoryFetch(fetch, $"{repository}/{arch}").RunAsync(elsewhere: null, cancellation);
        }

        return found;
    }

    private static string PathOf(string root, string release) => $"{root}/{release}/Everything";

    // packages of EPEL are installed on any Enterprise Linux
    private static UpdateInfoScope ScopeOf(string root, string release, SourceIntake source) =>
        new(root == Epel ? EnterpriseLinux : ["Fedora"], release.Split('.')[0], source.Source) { IsMixed = true };

    private static void Read(
        FeedFolder folder, string repository, List<string> arches, SourceIntake source, UpdateInfoScope scope, CancellationToken cancellation)
    {
        var updates = new UpdateInfoReader(source, scope);
        foreach (var arch in arches)
        {
            cancellation.ThrowIfCancellationRequested();
            updates.Read(folder, $"{repository}/{arch}");
        }

        updates.Publish();
    }
}
