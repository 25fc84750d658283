using System.IO.Compression;
using System.Text.Json;
using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>OSV as osv.dev publishes it: a folder for each ecosystem with <c>all.zip</c>, one JSON for each advisory.</summary>
internal sealed class OsvFeed : IFeed
{
    /// <inheritdoc/>
    public string Name => "osv";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://osv-vulnerabilities.storage.googleapis.com/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        var ecosystems = folder.Folders().Where(ecosystem => folder.Has($"{ecosystem}/all.zip")).ToHashSet(StringComparer.Ordinal);
        foreach (var ecosystem in ecosystems.Order(StringComparer.Ordinal).Where(ecosystem => selection.Wants($"{Name}/{ecosystem}")))
        {
            intake.ReadSource($"{Name}/{ecosystem}", source =>
            {
                // An entry about several ecosystems stands in the archive of each; every archive answers for its own.
                var reader = new OsvAdvisoryReader(source.Source, source.Limits, stated => stated == ecosystem || !ecosystems.Contains(stated));
                new OsvArchive(source, reader).Read(folder.Open($"{ecosystem}/all.zip"), cancellation);
            });
        }
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) => Task.CompletedTask;
}
