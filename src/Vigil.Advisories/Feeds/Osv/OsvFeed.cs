using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>OSV as osv.dev publishes it: a folder for each ecosystem with <c>all.zip</c>, one JSON for each advisory, and beside it those that changed since.</summary>
internal sealed class OsvFeed : IFeed
{
    /// <inheritdoc/>
    public string Name => "osv";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://osv-vulnerabilities.storage.googleapis.com/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        var ecosystems = EcosystemsIn(folder);
        foreach (var ecosystem in ecosystems.Where(ecosystem => selection.Wants($"{Name}/{ecosystem}")))
        {
            intake.ReadSource($"{Name}/{ecosystem}", source =>
            {
                // An entry about several ecosystems stands in the archive of each; every archive answers for its own.
                var reader = new OsvAdvisoryReader(source.Source, source.Limits, stated => stated == ecosystem || !ecosystems.Contains(stated));
                var archive = new OsvArchive(source, reader);
                foreach (var change in folder.Files(ChangesOf(ecosystem)))
                {
                    archive.ReadChange(change, folder.Open($"{ChangesOf(ecosystem)}/{change}"));
                }

                archive.Read(folder.Open($"{ecosystem}/all.zip"), cancellation);
            });
        }
    }

    /// <inheritdoc/>
    public string? SettingOfEntries(FeedFolder folder) => string.Join('/', EcosystemsIn(folder));

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        foreach (var ecosystem in await OsvFetch.EcosystemsAsync(fetch, cancellation))
        {
            if (selection.Wants($"{Name}/{ecosystem}"))
            {
                await new OsvFetch(fetch, ecosystem).RunAsync(cancellation);
            }
        }
    }

    private static string[] EcosystemsIn(FeedFolder folder) =>
        [.. folder.Folders().Where(ecosystem => folder.Has($"{ecosystem}/all.zip")).Order(StringComparer.Ordinal)];

    /// <summary>Folder of the records that are newer than the archive.</summary>
    internal static string ChangesOf(string ecosystem) => $"{ecosystem}/changes";
}
