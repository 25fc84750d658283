using System.Text.Json;
using Vigil.Advisories.Download;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.RedHatSecurityData;

/// <summary>Red Hat's security data: one JSON for each CVE, as files, as an archive of them, or both.</summary>
/// <remarks>
/// Taken are the states of packages that have no fix, and the vendor's own scores. What is fixed by which erratum comes, by binary package, from
/// the errata themselves (<c>osv/Red Hat</c>); taking it here again would only say the same less exactly.
/// </remarks>
internal sealed class RedHatFeed : IFeed
{
    private const string DataPath = "securitydata";

    /// <inheritdoc/>
    public string Name => "redhat";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://access.redhat.com/hydra/rest/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        var documents = DocumentArchive.In(folder, DataPath);
        if (documents.Count == 0 || !selection.Wants(Name))
        {
            return;
        }

        intake.ReadSource(Name, source =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var reader = new SecurityDataReader(source);
            foreach (var document in documents)
            {
                foreach (var (name, content) in document.Read(source.Limits.MaxEntryBytes))
                {
                    cancellation.ThrowIfCancellationRequested();
                    Read(name, content, source, reader, seen);
                }
            }
        });
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        // A mirror packs the documents, the publisher has them one by one.
        if (await fetch.FetchAsync($"{DataPath}/cve.tar.xz", DocumentChecks.Xz, cancellation) == FetchOutcome.Missing)
        {
            await new SecurityDataFetch(fetch, DataPath).RunAsync(cancellation);
        }
    }

    private static void Read(string name, ReadOnlyMemory<byte>? content, SourceIntake source, SecurityDataReader reader, HashSet<string> seen)
    {
        if (content is null)
        {
            source.Reject(name, FeedCodes.EntryTooLarge, $"The entry has more than {source.Limits.MaxEntryBytes} bytes.");
            return;
        }

        try
        {
            var advisory = reader.Read(content.Value.Span);
            if (!seen.Add(advisory.Id))
            {
                source.Reject(name, FeedCodes.EntryRepeated, $"The id {Quote.Of(advisory.Id)} was stated before in this source.");
                return;
            }

            source.Accept(advisory);
            reader.Unusable.ForEach(unusable => source.Note(advisory.Id, unusable));
        }
        catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException)
        {
            source.Reject(name, FeedCodes.EntryUnreadable, ex.Message);
        }
    }
}
