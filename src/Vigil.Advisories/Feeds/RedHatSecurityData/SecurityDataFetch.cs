using System.Globalization;
using System.Text.Json;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Json;

namespace Vigil.Advisories.Feeds.RedHatSecurityData;

/// <summary>Fetches the documents of all CVEs that the interface lists, after the first time those that became public since.</summary>
internal sealed class SecurityDataFetch(FeedFetch fetch, string path)
{
    private const int PageSize = 1_000;
    private const int MaxPages = 500;

    // Documents of young CVEs still change, so each run looks again at those of the last weeks.
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(30);

    private string LastRun => fetch.Folder.PathOf($"{path}/last-run");

    /// <summary>Brings the documents up to date.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var started = fetch.Time.GetUtcNow();
        var after = File.Exists(LastRun) && Times.TryParse(await File.ReadAllTextAsync(LastRun, cancellation), out var last)
            ? $"&after={last - Overlap:yyyy-MM-dd}"
            : "";
        var isWhole = true;
        for (var page = 1; page <= MaxPages; page++)
        {
            var names = await ListAsync(page, after, cancellation);
            isWhole &= names is not null && await FetchAsync(names, cancellation);
            if (names is null || names.Count < PageSize)
            {
                break;
            }
        }

        if (isWhole)
        {
            await File.WriteAllTextAsync(LastRun, started.ToString("O", CultureInfo.InvariantCulture), cancellation);
        }
    }

    private async Task<List<string>?> ListAsync(int page, string after, CancellationToken cancellation)
    {
        var list = new Uri(fetch.Address, $"{path}/cve.json?per_page={PageSize}&page={page}{after}");
        try
        {
            if (await fetch.LoadAsync(list, cancellation) is { } json)
            {
                return Parse(json);
            }

            fetch.ReportMissing($"{path}/cve.json");
        }
        catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException)
        {
            fetch.ReportRefused($"{path}/cve.json", ex.Message);
        }

        return null;
    }

    private async Task<bool> FetchAsync(List<string> names, CancellationToken cancellation)
    {
        var failures = 0;
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = fetch.Options.Parallelism, CancellationToken = cancellation },
            async (name, token) =>
            {
                if (await fetch.FetchAsync($"{path}/cve/{name}.json", DocumentChecks.Record, token) == FetchOutcome.Failed)
                {
                    Interlocked.Increment(ref failures);
                }
            });
        return failures == 0;
    }

    // [{"CVE":"CVE-2024-0001",…}]
    private static List<string> Parse(ReadOnlySpan<byte> json)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("Expected an array of CVEs, found something else.");
        }

        while (reader.NextObject())
        {
            while (reader.NextMember())
            {
                if (!reader.ValueTextEquals("CVE"u8))
                {
                    reader.SkipValue();
                }
                else if (reader.NextText() is var name && VulnerabilityId.IsCve(name))
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }
}
