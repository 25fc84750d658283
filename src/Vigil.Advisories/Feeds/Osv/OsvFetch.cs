using System.Buffers;
using System.Text;
using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>Fetches an ecosystem: what changed since the last time when that is little, else the whole archive.</summary>
/// <remarks>
/// <c>modified_id.csv</c> lists the time and id of every record. <c>applied.csv</c> is the list as of what we have; it is written last, so that a
/// fetch that dies is made again. Changed records stand in <c>changes</c> and win over the archive.
/// </remarks>
internal sealed class OsvFetch(FeedFetch fetch, string ecosystem)
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\:[]<>");

    private string List => $"{ecosystem}/modified_id.csv";

    private string Applied => $"{ecosystem}/applied.csv";

    private string Archive => $"{ecosystem}/all.zip";

    /// <summary>The ecosystems that the publisher has, those with a release left out: their records are in that of the whole.</summary>
    public static async Task<IReadOnlyList<string>> EcosystemsAsync(FeedFetch fetch, CancellationToken cancellation)
    {
        const string Document = "ecosystems.txt";
        if (await fetch.LoadAsync(fetch.AddressOf(Document), cancellation) is not { } text)
        {
            fetch.ReportMissing(Document);
            return [];
        }

        string[] ecosystems = [.. Encoding.UTF8.GetString(text).Split('\n').Select(line => line.Trim()).Where(IsEcosystem)];
        if (ecosystems.Length == 0)
        {
            fetch.ReportRefused(Document, "Expected a list of ecosystems, found something else.");
        }

        return ecosystems;
    }

    /// <summary>Brings the ecosystem up to date.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var listed = await fetch.FetchAsync(List, DocumentChecks.ModifiedIds, cancellation);
        if (listed == FetchOutcome.Failed)
        {
            return;
        }

        var changed = fetch.Folder.Has(Archive) && fetch.Folder.Has(Applied) && listed != FetchOutcome.Missing ? Changed() : null;
        var isApplied = changed is null || changed.Count > fetch.Options.MaxSingleRecords
            ? await FetchArchiveAsync(cancellation)
            : await FetchRecordsAsync(changed, cancellation);
        if (isApplied && fetch.Folder.Has(List))
        {
            var next = fetch.Folder.PathOf(Applied) + ".next";
            File.Copy(fetch.Folder.PathOf(List), next, overwrite: true);
            File.Move(next, fetch.Folder.PathOf(Applied), overwrite: true);
        }
    }

    // Null when a record is gone: only a new archive tells that.
    private List<string>? Changed()
    {
        var applied = new HashSet<string>(File.ReadLines(fetch.Folder.PathOf(Applied)), StringComparer.Ordinal);
        var changed = new List<string>();
        var kept = 0;
        foreach (var line in File.ReadLines(fetch.Folder.PathOf(List)))
        {
            if (applied.Contains(line))
            {
                kept++;
            }
            else if (line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..] is { Length: > 0 } id && id.AsSpan().IndexOfAny('/', '\\') < 0)
            {
                changed.Add(id);
            }
        }

        return kept + changed.Count >= applied.Count ? changed : null;
    }

    private async Task<bool> FetchArchiveAsync(CancellationToken cancellation)
    {
        var outcome = await fetch.FetchAsync(Archive, DocumentChecks.Zip, cancellation);
        if (outcome == FetchOutcome.Missing)
        {
            fetch.ReportMissing(Archive);
        }
        else if (outcome == FetchOutcome.Fetched)
        {
            foreach (var record in fetch.Folder.Files(OsvFeed.ChangesOf(ecosystem)))
            {
                new DownloadFile(fetch.Folder.Root, $"{OsvFeed.ChangesOf(ecosystem)}/{record}").Delete();
            }
        }

        return outcome is FetchOutcome.Fetched or FetchOutcome.Unchanged;
    }

    private async Task<bool> FetchRecordsAsync(List<string> ids, CancellationToken cancellation)
    {
        var failures = 0;
        await Parallel.ForEachAsync(
            ids,
            new ParallelOptions { MaxDegreeOfParallelism = fetch.Options.Parallelism, CancellationToken = cancellation },
            async (id, token) =>
            {
                var outcome = await fetch.FetchAsync(
                    fetch.AddressOf($"{ecosystem}/{id}.json"), $"{OsvFeed.ChangesOf(ecosystem)}/{id}.json", DocumentChecks.Record, token);
                if (outcome is FetchOutcome.Failed or FetchOutcome.Missing)
                {
                    Interlocked.Increment(ref failures);
                }
            });
        return failures == 0 || await FetchArchiveAsync(cancellation);
    }

    // Lines with a release ("Debian:12") or in brackets name nothing of their own; no line may name a place elsewhere.
    private static bool IsEcosystem(string line) => line.Length is > 0 and < 100 && !line.AsSpan().ContainsAny(Forbidden) && line != "..";
}
