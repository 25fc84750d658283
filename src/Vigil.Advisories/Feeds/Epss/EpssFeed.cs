using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Vigil.Advisories.Download;
using Vigil.Advisories.Exploits;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.Epss;

/// <summary>FIRST's exploit prediction scores: a line for each CVE, new every day.</summary>
internal sealed partial class EpssFeed : IFeed
{
    /// <inheritdoc/>
    public string Name => ExploitSources.Epss;

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://epss.empiricalsecurity.com/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        // Names end with the date or with "current", which sorts last.
        var document = folder.Files().LastOrDefault(file => file.StartsWith("epss_scores-", StringComparison.Ordinal) && file.EndsWith(".csv.gz", StringComparison.Ordinal));
        if (!selection.Wants(Name) || document is null)
        {
            return;
        }

        intake.ReadSource(Name, source =>
        {
            using var reader = new StreamReader(folder.OpenUnpacked(document));
            ReadHeader(reader, source);
            while (reader.ReadLine() is { } line)
            {
                cancellation.ThrowIfCancellationRequested();
                if (TryParse(line, out var probability))
                {
                    source.Accept(probability);
                }
                else
                {
                    source.Reject(line, FeedCodes.EntryUnreadable, "Expected a CVE, a score and a percentile between 0 and 1.");
                }
            }
        });
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        // The publisher has "current"; a mirror may keep the scores by day, and then only its listing tells which.
        if (await fetch.FetchAsync("epss_scores-current.csv.gz", DocumentChecks.Gzip, cancellation) == FetchOutcome.Missing
            && await fetch.LoadAsync(fetch.Address, cancellation) is { } listing
            && DatedScores().Matches(Encoding.UTF8.GetString(listing)).Select(match => match.Value).Max(StringComparer.Ordinal) is { } newest)
        {
            await fetch.FetchAsync(newest, DocumentChecks.Gzip, cancellation);
        }
    }

    // "#model_version:v2025.03.14,score_date:2026-08-16T12:00:00Z", then "cve,epss,percentile".
    private static void ReadHeader(StreamReader reader, SourceIntake source)
    {
        const string Date = "score_date:";
        var line = reader.ReadLine() ?? "";
        if (line.StartsWith('#'))
        {
            var at = line.IndexOf(Date, StringComparison.Ordinal);
            if (at >= 0 && Times.TryParse(line.AsSpan(at + Date.Length), out var time))
            {
                source.IsAsOf(time);
            }

            line = reader.ReadLine() ?? "";
        }

        if (!line.StartsWith("cve,epss,percentile", StringComparison.Ordinal))
        {
            throw new FormatException($"Expected the columns 'cve,epss,percentile', found '{Quote.Of(line)}'.");
        }
    }

    private static bool TryParse(ReadOnlySpan<char> line, out ExploitProbability probability)
    {
        Span<Range> columns = stackalloc Range[4];
        probability = default;
        if (line.Split(columns, ',') != 3 || !VulnerabilityId.IsCve(line[columns[0]])
            || !TryParseShare(line[columns[1]], out var score) || !TryParseShare(line[columns[2]], out var percentile))
        {
            return false;
        }

        probability = new(line[columns[0]].ToString(), score, percentile);
        return true;
    }

    private static bool TryParseShare(ReadOnlySpan<char> text, out float share) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out share) && share is >= 0 and <= 1;

    [GeneratedRegex("epss_scores-[0-9]{4}-[0-9]{2}-[0-9]{2}\\.csv\\.gz", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex DatedScores();
}
