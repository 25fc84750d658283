using System.Globalization;
using System.Text.Json;
using Vigil.Advisories.Download;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Metasploit;

/// <summary>The index of Metasploit's modules: one object with a member for each module, and the CVEs it is for among its references.</summary>
/// <remarks>An exploit module works; an auxiliary one shows that the flaw is there. Other kinds need access that was gained before.</remarks>
internal sealed class MetasploitFeed : IFeed
{
    private const string Document = "modules_metadata_base.json";

    /// <inheritdoc/>
    public string Name => ExploitSources.Metasploit;

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://raw.githubusercontent.com/rapid7/metasploit-framework/master/db/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        if (!selection.Wants(Name) || !folder.Has(Document))
        {
            return;
        }

        intake.ReadSource(Name, source =>
        {
            try
            {
                ReadModules(folder.LoadUnpacked(Document, source.Limits.MaxDocumentBytes), source, cancellation);
            }
            catch (JsonException ex)
            {
                throw new FormatException(ex.Message, ex);
            }
        });
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        fetch.FetchAsync(Document, DocumentChecks.Json, cancellation); // a mirror may do without it

    private static void ReadModules(ReadOnlySpan<byte> document, SourceIntake source, CancellationToken cancellation)
    {
        var reader = new Utf8JsonReader(document);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            cancellation.ThrowIfCancellationRequested();
            var name = reader.GetString() ?? "";
            if (reader.EnterObject())
            {
                Accept(name, ref reader, source);
            }
        }
    }

    private static void Accept(string name, ref Utf8JsonReader reader, SourceIntake source)
    {
        var (fullName, type, disclosed) = (name, "", "");
        var references = new List<string>();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("fullname"u8))
            {
                fullName = reader.NextText();
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                type = reader.NextText();
            }
            else if (reader.ValueTextEquals("disclosure_date"u8))
            {
                disclosed = reader.NextText();
            }
            else if (reader.ValueTextEquals("references"u8))
            {
                reader.AddTexts(references);
            }
            else if (reader.ValueTextEquals("mod_time"u8))
            {
                ReadTime(reader.NextText(), source);
            }
            else
            {
                reader.SkipValue();
            }
        }

        source.CountEntry();
        if (type is "exploit" or "auxiliary")
        {
            var maturity = type == "exploit" ? ExploitMaturity.Functional : ExploitMaturity.ProofOfConcept;
            foreach (var cve in references.Where(reference => VulnerabilityId.IsCve(reference)))
            {
                source.Publish(new PublicExploit(cve, ExploitSources.Metasploit, fullName, maturity, Date(disclosed)));
            }
        }
    }

    // "2023-10-05 15:48:31 +0000"
    private static void ReadTime(string text, SourceIntake source)
    {
        if (Times.TryParse(text, out var time))
        {
            source.IsAsOf(time);
        }
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
