using System.Globalization;
using System.Text.Json;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Json;

namespace Vigil.Advisories.Feeds.RedHatSecurityData;

/// <summary>Fetches the documents of all CVEs that the interface lists, after the first time those that became public since.</summary>
/// <remarks>Since when is told by the newest day that the list itself has named, because a clock may be wrong.</remarks>
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
        var newest = File.Exists(LastRun) && Times.TryParse(await File.ReadAllTextAsync(LastRun, cancellation), out var last) ? last : DateTimeOffset.MinValue;
        var after = newest > DateTimeOffset.UnixEpoch ? string.Create(CultureInfo.InvariantCulture, $"&after={newest - Overlap:yyyy-MM-dd}") : "";
        var isWhole = true;
        for (var page = 1; page <= MaxPages; page++)
        {
            var names = await ListAsync(page, after, cancellation);
            isWhole &= names is not null && await FetchAsync([.. names.Select(item => item.Name)], cancellation);
            newest = names is { Count: > 0 } && names.Max(item => item.Public) is var day && day > newest ? day : newest;
            if (names is null || names.Count < PageSize)
            {
                break;
            }
        }

        if (isWhole && newest > DateTimeOffset.UnixEpoch)
        {
            await File.WriteAllTextAsync(LastRun, newest.ToString("O", CultureInfo.InvariantCulture), cancellation);
        }
    }

    private async Task<List<(string Name, DateTimeOffset Public)>?> ListAsync(int page, string after, CancellationToken cancellation)
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

    // [{"CVE":"CVE-2024-0001","public_date":"2024-01-02T00:00:00Z",…}]
    private static List<(string Name, DateTimeOffset Public)> Parse(ReadOnlySpan<byte> json)
    {
        var names = new List<(string Name, DateTimeOffset Public)>();
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("Expected an array of CVEs, found something else.");
        }

        while (reader.NextObject())
        {
            var (name, day) = ("", default(DateTimeOffset));
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("CVE"u8))
                {
                    name = reader.NextText();
                }
                else if (reader.ValueTextEquals("public_date"u8))
                {
                    day = Times.TryParse(reader.NextText(), out var time) ? time : default;
                }
                else
                {
                    reader.SkipValue();
                }
            }

            if (VulnerabilityId.IsCve(name))
            {
                names.Add((name, day));
            }
        }

        return names;
    }
}
