using System.Globalization;
using System.Text.Json;
using Vigil.Advisories.Download;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Kev;

/// <summary>CISA's catalogue of known exploited vulnerabilities.</summary>
internal sealed class KevFeed : IFeed
{
    private const string Document = "known_exploited_vulnerabilities.json";

    /// <inheritdoc/>
    public string Name => ExploitSources.Kev;

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://www.cisa.gov/sites/default/files/feeds/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        if (!selection.Wants(Name) || !folder.Has(Document))
        {
            return;
        }

        intake.ReadSource(Name, source =>
        {
            using var stream = folder.Open(Document);
            source.ReadItems(stream, "vulnerabilities", (item, _) => source.Accept(Parse(item)), cancellation);
        });
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        fetch.FetchAsync(Document, DocumentChecks.Json, cancellation);

    private static KnownExploitation Parse(ReadOnlySpan<byte> item)
    {
        var (cve, added, due, action, ransomware) = ("", "", "", "", "");
        var reader = new Utf8JsonReader(item);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("cveID"u8))
            {
                cve = reader.NextText();
            }
            else if (reader.ValueTextEquals("dateAdded"u8))
            {
                added = reader.NextText();
            }
            else if (reader.ValueTextEquals("dueDate"u8))
            {
                due = reader.NextText();
            }
            else if (reader.ValueTextEquals("requiredAction"u8))
            {
                action = reader.NextText();
            }
            else if (reader.ValueTextEquals("knownRansomwareCampaignUse"u8))
            {
                ransomware = reader.NextText();
            }
            else
            {
                reader.SkipValue();
            }
        }

        return VulnerabilityId.IsCve(cve) && Date(added) is { } since
            ? new(cve, since, Date(due), action, ransomware == "Known")
            : throw new FormatException("Expected the name of a CVE and the date on which it was listed.");
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
