using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Json;

namespace Vigil.Advisories.Feeds.UbuntuNotices;

/// <summary>Ubuntu's security notices: one document of all.</summary>
internal sealed class UbuntuNoticesFeed : IFeed
{
    private const string Document = "usn-db/database.json.bz2";

    private static readonly string[] Documents = ["usn-db/database.json", Document, "usn-db/database.json.gz", "usn-db/database.json.xz"];

    /// <inheritdoc/>
    public string Name => "ubuntu";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://usn.ubuntu.com/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        if (!selection.Wants(Name) || Array.Find(Documents, folder.Has) is not { } document)
        {
            return;
        }

        intake.ReadSource(Name, source => source.ReadDocument(document, () =>
        {
            using var stream = folder.OpenUnpacked(document);
            var notices = new JsonItemStream(stream, source.Limits.MaxEntryBytes);
            notices.Enter();
            while (notices.TryNext(out var notice))
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    source.Accept(UbuntuNotice.Read(notice, source.Source));
                }
                catch (Exception ex) when (ex is FormatException or InvalidOperationException)
                {
                    source.Reject(notices.Name, FeedCodes.EntryUnreadable, ex.Message);
                }
            }
        }));
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        fetch.FetchAsync(Document, DocumentChecks.Bzip2, cancellation);
}
