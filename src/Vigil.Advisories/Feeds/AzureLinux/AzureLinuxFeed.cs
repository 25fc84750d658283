using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Oval;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.AzureLinux;

/// <summary>Azure Linux and CBL-Mariner before it: an OVAL document for each release, a definition for each flaw of a source package.</summary>
internal sealed class AzureLinuxFeed : IFeed
{
    private static readonly (string Document, string Release)[] Documents =
    [
        ("cbl-mariner-1.0-oval.xml", "1"),
        ("cbl-mariner-2.0-oval.xml", "2"),
        ("azurelinux-3.0-oval.xml", "3"),
    ];

    /// <inheritdoc/>
    public string Name => "azure-linux";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://raw.githubusercontent.com/microsoft/AzureLinuxVulnerabilityData/main/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        var present = Array.FindAll(Documents, one => selection.Wants($"{Name}/{one.Release}") && folder.Has(one.Document));
        if (present.Length == 0)
        {
            return;
        }

        intake.ReadSource(Name, source =>
        {
            var flaws = new FlawRows(source);
            foreach (var (document, release) in present)
            {
                source.ReadDocument(document, () =>
                {
                    using var stream = folder.Open(document);
                    OvalReader.Read(stream, source, (definition, statements) => Add(definition, statements, release, source, flaws), cancellation);
                });
            }

            flaws.Publish();
        });
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        foreach (var (document, release) in Documents.Where(one => selection.Wants($"{Name}/{one.Release}")))
        {
            await fetch.FetchAsync(document, DocumentChecks.Xml, cancellation);
        }
    }

    private static void Add(OvalDefinition definition, IReadOnlyList<OvalStatement> statements, string release, SourceIntake source, FlawRows flaws)
    {
        if (definition.Flaws is not [var id] || statements.Count == 0)
        {
            throw new FormatException("Expected one CVE and a package, found something else.");
        }

        source.CountEntry();
        var flaw = flaws[id];
        flaw.Published ??= definition.Issued;

        // "This CVE either no longer is or was never applicable."
        var state = definition.Patchable == "Not Applicable" ? VendorState.NotAffected : VendorState.Affected;
        flaw.Rows.AddRange(OvalRows.Of(statements, "Azure Linux", _ => release, definition.Severity).Select(row => row with { NamesSource = true, State = state }));
    }
}
