using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.Windows;

/// <summary>Microsoft's security bulletins: a document for each month, or tables of a mirror.</summary>
internal sealed partial class WindowsFeed : IFeed
{
    private const string List = "updates";
    private const string Months = "cvrf";

    /// <inheritdoc/>
    public string Name => "windows";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://api.msrc.microsoft.com/cvrf/v3.0/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        string[] tables = [.. folder.Files().Where(file => file.EndsWith(".csv", StringComparison.Ordinal) || file.EndsWith(".csv.gz", StringComparison.Ordinal))];
        string[] months = [.. folder.Files(Months).Where(file => Month().IsMatch(file))];
        if (!selection.Wants(Name) || tables.Length + months.Length == 0)
        {
            return;
        }

        intake.ReadSource(Name, source =>
        {
            var bulletins = new WindowsBulletins();
            foreach (var table in tables)
            {
                source.ReadDocument(table, () =>
                {
                    using var stream = folder.OpenUnpacked(table);
                    BulletinTable.Read(stream, source, bulletins, cancellation);
                });
            }

            foreach (var month in months)
            {
                source.ReadDocument($"{Months}/{month}", () =>
                    CvrfDocument.Read(folder.LoadUnpacked($"{Months}/{month}", source.Limits.MaxDocumentBytes), source, bulletins, cancellation));
            }

            bulletins.Publish(source);
        });
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        if (await fetch.LoadAsync(fetch.AddressOf(List), cancellation) is not { } list)
        {
            return;
        }

        try
        {
            if (await FetchMonthsAsync(fetch, ReleasesIn(list), cancellation))
            {
                await File.WriteAllBytesAsync(fetch.Folder.PathOf(List), list, cancellation);
            }
        }
        catch (FormatException ex)
        {
            fetch.ReportRefused(List, ex.Message);
        }
    }

    // the months whose date is not that of the list that was written last, when all of its months were here
    private static async Task<bool> FetchMonthsAsync(FeedFetch fetch, SortedDictionary<string, string> releases, CancellationToken cancellation)
    {
        var before = fetch.Folder.Has(List) ? ReleasesIn(fetch.Folder.LoadUnpacked(List, fetch.Options.MaxIndexBytes)) : [];
        var isComplete = true;
        foreach (var (month, time) in releases)
        {
            var document = $"{Months}/{month}";
            if (!fetch.Folder.Has(document) || before.GetValueOrDefault(month) != time)
            {
                isComplete &= await fetch.FetchAsync(document, DocumentChecks.Json, cancellation) is FetchOutcome.Fetched or FetchOutcome.Unchanged;
            }
        }

        return isComplete && releases.Count > 0;
    }

    // {"value":[{"ID":"2024-Jan","CurrentReleaseDate":"2024-02-13T08:00:00Z",…}]}
    private static SortedDictionary<string, string> ReleasesIn(byte[] json)
    {
        try
        {
            using var list = JsonDocument.Parse(json);
            var releases = from release in list.RootElement.GetProperty("value").EnumerateArray()
                           let month = release.GetProperty("ID").GetString()
                           where month is not null && Month().IsMatch(month)
                           group release.GetProperty("CurrentReleaseDate").GetString() ?? "" by month;
            return new(releases.ToDictionary(release => release.Key, release => release.First()), StringComparer.Ordinal);
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"Expected a list of months, found something else: {ex.Message}", ex);
        }
    }

    [GeneratedRegex("^20[0-9]{2}-[A-Z][a-z]{2}$", RegexOptions.NonBacktracking)]
    private static partial Regex Month();
}
