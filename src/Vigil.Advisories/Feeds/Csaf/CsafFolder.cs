using System.Text.Json;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Csaf;

/// <summary>The documents of a publisher in a folder: single ones, which are newer, then archives of all.</summary>
internal static class CsafFolder
{
    private const int MaxLine = 4_000;

    /// <summary>Makes the advisory of a flaw.</summary>
    public delegate Advisory Build(CsafDocument document, CsafVulnerability flaw);

    /// <summary>Whether there is a document.</summary>
    public static bool HasDocuments(FeedFolder folder, string path) => DocumentArchive.In(folder, path).Count > 0;

    /// <summary>Reads every document once; what cannot be read is a reject, what the publisher has deleted is left out.</summary>
    public static void Read(FeedFolder folder, string path, SourceIntake source, Build build, CancellationToken cancellation)
    {
        var seen = DeletedIn(folder, $"{path}/deletions.csv");
        foreach (var archive in DocumentArchive.In(folder, path))
        {
            foreach (var (name, content) in archive.Read(source.Limits.MaxEntryBytes))
            {
                cancellation.ThrowIfCancellationRequested();
                if (seen.Add(name))
                {
                    Read(name, content, source, build);
                }
            }
        }
    }

    private static void Read(string name, ReadOnlyMemory<byte>? content, SourceIntake source, Build build)
    {
        if (content is null)
        {
            source.Reject(name, FeedCodes.EntryTooLarge, $"The entry has more than {source.Limits.MaxEntryBytes} bytes.");
            return;
        }

        try
        {
            var document = CsafReader.Read(content.Value.Span);
            List<Advisory> advisories = document.IsDeleted ? [] : [.. document.Vulnerabilities.Select(flaw => build(document, flaw))];
            source.CountEntry();
            advisories.ForEach(source.Publish);
        }
        catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException)
        {
            source.Reject(name, FeedCodes.EntryUnreadable, ex.Message);
        }
    }

    // "2023/cve-2023-0001.json","2023-12-10T00:00:00+00:00"
    private static HashSet<string> DeletedIn(FeedFolder folder, string list)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (folder.Has(list))
        {
            using var text = new StreamReader(folder.Open(list));
            var records = new CsvRecordReader(text, MaxLine);
            while (records.Read() is { } record)
            {
                names.Add(record[0][(record[0].LastIndexOf('/') + 1)..]);
            }
        }

        return names;
    }
}
