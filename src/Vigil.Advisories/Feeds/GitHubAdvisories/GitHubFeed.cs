using System.Text.Json;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Osv;

namespace Vigil.Advisories.Feeds.GitHubAdvisories;

/// <summary>GitHub's reviewed advisories, from the repository that publishes them: a document in the OSV schema for each.</summary>
internal sealed class GitHubFeed : IFeed
{
    private const string Root = "advisories";
    private const string Reviewed = "github-reviewed";
    private const string Archive = $"{Root}/main.tar.gz";

    // advisories/github-reviewed/2021/12/GHSA-jfh8-c2jp-5v3q/GHSA-jfh8-c2jp-5v3q.json
    private const int Depth = 3;

    /// <inheritdoc/>
    public string Name => "github";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://codeload.github.com/github/advisory-database/");

    /// <inheritdoc/>
    public bool IsOnRequest => true;

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        IReadOnlyList<DocumentArchive> documents = [.. DocumentArchive.In(folder, $"{Root}/{Reviewed}", Depth), .. DocumentArchive.In(folder, Root, depth: 0)];
        if (documents.Count == 0 || !selection.Wants(Name))
        {
            return;
        }

        intake.ReadSource(Name, source =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var reader = new OsvAdvisoryReader(source.Source, source.Limits, _ => true);
            foreach (var document in documents)
            {
                foreach (var (name, content) in document.Read(source.Limits.MaxEntryBytes, $"/{Reviewed}/"))
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (seen.Add(name))
                    {
                        Read(name, content, source, reader);
                    }
                }
            }
        });
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        fetch.FetchAsync(fetch.AddressOf("tar.gz/refs/heads/main"), Archive, DocumentChecks.Gzip, cancellation);

    private static void Read(string name, ReadOnlyMemory<byte>? content, SourceIntake source, OsvAdvisoryReader reader)
    {
        if (content is null)
        {
            source.Reject(name, FeedCodes.EntryTooLarge, $"The entry has more than {source.Limits.MaxEntryBytes} bytes.");
            return;
        }

        try
        {
            var advisory = reader.Read(content.Value.Span);
            source.Accept(advisory);
            reader.Unusable.ForEach(unusable => source.Note(advisory.Id, unusable));
        }
        catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException)
        {
            source.Reject(name, FeedCodes.EntryUnreadable, ex.Message);
        }
    }
}
