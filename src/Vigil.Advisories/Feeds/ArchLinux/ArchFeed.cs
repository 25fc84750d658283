using System.Text.Json;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Json;

namespace Vigil.Advisories.Feeds.ArchLinux;

/// <summary>Arch Linux' security tracker: one list of vulnerability groups.</summary>
internal sealed class ArchFeed : IFeed
{
    private const string Document = "issues/all.json";

    /// <inheritdoc/>
    public string Name => "arch";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://security.archlinux.org/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        if (!selection.Wants(Name) || !folder.Has(Document))
        {
            return;
        }

        intake.ReadSource(Name, source => source.ReadDocument(Document, () =>
        {
            using var stream = folder.Open(Document);
            var groups = new JsonItemStream(stream, source.Limits.MaxEntryBytes);
            groups.Enter();
            for (var position = 0; groups.TryNext(out var group); position++)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    source.Accept(ArchGroup.Read(group, source.Source));
                }
                catch (Exception ex) when (ex is FormatException or InvalidOperationException)
                {
                    source.Reject($"[{position}]", FeedCodes.EntryUnreadable, ex.Message);
                }
            }
        }));
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        fetch.FetchAsync(Document, DocumentChecks.Json, cancellation);
}
