using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Oval;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.OracleLinux;

/// <summary>Oracle Linux errata: one OVAL document of all, a definition for each erratum.</summary>
internal sealed class OracleLinuxFeed : IFeed
{
    private const string All = "com.oracle.elsa-all.xml";

    /// <inheritdoc/>
    public string Name => "oracle";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://linux.oracle.com/security/oval/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        if (!selection.Wants(Name) || OvalDocuments.In(folder, "", All).FirstOrDefault() is not { } document)
        {
            return;
        }

        intake.ReadSource(Name, source => source.ReadDocument(document, () =>
        {
            var ids = new HashSet<string>(StringComparer.Ordinal);
            using var stream = folder.OpenUnpacked(document);
            OvalReader.Read(stream, source, (definition, statements) => Add(definition, statements, source, ids), cancellation);
        }));
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        fetch.FetchAsync(All + ".bz2", DocumentChecks.Bzip2, cancellation);

    private static void Add(OvalDefinition definition, IReadOnlyList<OvalStatement> statements, SourceIntake source, HashSet<string> ids)
    {
        var id = definition.AdvisoryId;
        if (id.Length == 0)
        {
            throw new FormatException("Expected the id of an erratum, found none.");
        }

        if (!ids.Add(id))
        {
            source.Reject(id, FeedCodes.EntryRepeated, "The id was stated before in this source.");
            return;
        }

        // An erratum without a flaw is a bug fix.
        source.Accept(new Advisory
        {
            Id = id,
            Source = source.Source,
            Vulnerabilities = [.. definition.Flaws],
            Summary = Title(definition.Title, id),
            Details = definition.Description,
            Published = definition.Issued,
            Modified = definition.Updated ?? definition.Issued,
            Severities = definition.Vector.Length > 0 ? [new(source.Source, definition.Vector)] : [],
            References = [.. definition.Addresses.Take(source.Limits.MaxReferences)],
            Affected = definition.Flaws.Count > 0 ? [.. OvalRows.Of(statements, "Oracle Linux", release => release, definition.Severity)] : [],
        });
    }

    // "ELSA-2022-4803:  rsyslog security update (IMPORTANT)"
    private static string Title(string title, string id) => title.StartsWith(id, StringComparison.Ordinal) ? title[id.Length..].TrimStart(':', ' ') : title;
}
