using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Json;

namespace Vigil.Advisories.Feeds.Nvd;

/// <summary>The National Vulnerability Database, a document for each year: descriptions, scores and weaknesses. It opens no finding by itself.</summary>
internal sealed class NvdFeed : IFeed
{
    private const int FirstYear = 2002;
    private const int LastKnownYear = 2026;
    private const int MostYears = 100;

    /// <inheritdoc/>
    public string Name => "nvd";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://nvd.nist.gov/feeds/json/cve/2.0/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        var documents = folder.Files().Where(file => file.StartsWith("nvdcve-2.0-", StringComparison.Ordinal) && file.Contains(".json", StringComparison.Ordinal)).ToList();
        if (!selection.Wants(Name) || documents.Count == 0)
        {
            return;
        }

        intake.ReadSource(Name, source =>
        {
            var reader = new NvdRecordReader(source);
            foreach (var document in documents)
            {
                try
                {
                    using var stream = folder.OpenUnpacked(document);
                    source.ReadItems(stream, "vulnerabilities", (item, _) => source.Accept(reader.Read(item)), cancellation);
                }
                catch (Exception ex) when (ex is FormatException or InvalidDataException or IOException)
                {
                    source.Break(document, ex.Message);
                }
            }
        });
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        // not up to the year of the clock, which may be wrong: up to the first year that the publisher does not have yet
        for (var year = FirstYear; year < FirstYear + MostYears; year++)
        {
            var outcome = await fetch.FetchAsync($"nvdcve-2.0-{year}.json.gz", DocumentChecks.Gzip, cancellation);
            if (year > LastKnownYear && outcome is not (FetchOutcome.Fetched or FetchOutcome.Unchanged))
            {
                break;
            }
        }
    }
}
