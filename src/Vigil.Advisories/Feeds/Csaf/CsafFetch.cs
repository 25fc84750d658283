using System.Globalization;
using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.Csaf;

/// <summary>Fetches the documents of a publisher: an archive of all, after that those that <c>changes.csv</c> lists as changed, while they are few.</summary>
/// <param name="fetch">The feed.</param>
/// <param name="path">Folder of the documents.</param>
/// <param name="archive">Where the newest archive is; <see langword="null"/> when it cannot be told.</param>
internal sealed class CsafFetch(FeedFetch fetch, string path, Func<CancellationToken, Task<Uri?>> archive)
{
    private const int MaxLine = 4_000;

    // What changed shortly before an archive came is fetched again, since nothing tells when it was made.
    private static readonly TimeSpan ArchiveAge = TimeSpan.FromDays(7);

    // written last: up to which change the documents are here
    private string LastChange => fetch.Folder.PathOf($"{path}/last-change");

    /// <summary>Brings the documents up to date.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await fetch.FetchAsync($"{path}/deletions.csv", DocumentChecks.None, cancellation);
        if (await ChangesAsync(cancellation) is not { } changes)
        {
            return;
        }

        var last = File.Exists(LastChange) && Times.TryParse(await File.ReadAllTextAsync(LastChange, cancellation), out var time) ? time : DateTimeOffset.MinValue;
        var changed = changes.FindAll(change => change.Time > last);
        var isFew = changed.Count <= fetch.Options.MaxSingleRecords;
        if (changed.Count > 0 && (isFew ? await FetchAsync(changed, cancellation) : await FetchArchiveAsync(cancellation)))
        {
            var newest = changed.Max(change => change.Time) - (isFew ? TimeSpan.Zero : ArchiveAge);
            await File.WriteAllTextAsync(LastChange, newest.ToString("O", CultureInfo.InvariantCulture), cancellation);
        }
    }

    private async Task<List<(string Document, DateTimeOffset Time)>?> ChangesAsync(CancellationToken cancellation)
    {
        var list = $"{path}/changes.csv";
        if (await fetch.LoadAsync(fetch.AddressOf(list), cancellation) is not { } csv)
        {
            fetch.ReportMissing(list);
            return null;
        }

        try
        {
            return Parse(csv);
        }
        catch (FormatException ex)
        {
            fetch.ReportRefused(list, ex.Message);
            return null;
        }
    }

    // "2024/cve-2024-0001.json","2024-01-03T00:00:00+00:00"
    private static List<(string Document, DateTimeOffset Time)> Parse(byte[] csv)
    {
        var changes = new List<(string, DateTimeOffset)>();
        using var text = new StreamReader(new MemoryStream(csv));
        var records = new CsvRecordReader(text, MaxLine);
        while (records.Read() is { } record)
        {
            var isChange = record.Count >= 2 && record[0].EndsWith(".json", StringComparison.Ordinal) && !record[0].Contains("..", StringComparison.Ordinal);
            changes.Add(isChange && Times.TryParse(record[1], out var time)
                ? (record[0], time)
                : throw new FormatException("Expected lines of a document and a time, found something else."));
        }

        return changes;
    }

    private async Task<bool> FetchAsync(List<(string Document, DateTimeOffset Time)> changed, CancellationToken cancellation)
    {
        var failures = 0;
        await Parallel.ForEachAsync(
            changed,
            new ParallelOptions { MaxDegreeOfParallelism = fetch.Options.Parallelism, CancellationToken = cancellation },
            async (change, token) =>
            {
                if (await fetch.FetchAsync($"{path}/{change.Document}", DocumentChecks.Record, token) == FetchOutcome.Failed)
                {
                    Interlocked.Increment(ref failures);
                }
            });
        return failures == 0;
    }

    // Whether there is a new one.
    private async Task<bool> FetchArchiveAsync(CancellationToken cancellation)
    {
        if (await archive(cancellation) is not { } address)
        {
            return false;
        }

        var name = address.AbsolutePath[(address.AbsolutePath.LastIndexOf('/') + 1)..];
        var before = fetch.Folder.Files(path).Where(file => file.Contains(".tar", StringComparison.Ordinal) && file != name).ToList();
        var outcome = await fetch.FetchAsync(address, $"{path}/{name}", DocumentChecks.Packed(name, sha256: ""), cancellation);
        if (outcome == FetchOutcome.Missing)
        {
            fetch.ReportMissing($"{path}/{name}");
        }

        if (outcome == FetchOutcome.Fetched)
        {
            // The new archive has what the older one and the single documents had.
            before.ForEach(file => Delete($"{path}/{file}"));
            foreach (var year in fetch.Folder.Folders(path).Prepend(""))
            {
                var below = year.Length > 0 ? $"{path}/{year}" : path;
                fetch.Folder.Files(below).Where(file => file.EndsWith(".json", StringComparison.Ordinal)).ToList().ForEach(file => Delete($"{below}/{file}"));
            }
        }

        return outcome == FetchOutcome.Fetched;
    }

    private void Delete(string document) => new DownloadFile(fetch.Folder.Root, document).Delete();
}
