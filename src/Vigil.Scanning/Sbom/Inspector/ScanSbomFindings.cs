using System.Text.Json;
using Vigil.Advisories.Store;
using Vigil.Domain.Findings;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>Output <c>INSPECTOR</c> of <c>ScanSbom</c>: messages, counts and vulnerabilities.</summary>
/// <param name="json">Where to write.</param>
/// <param name="store">The generation that the scan is of.</param>
public sealed class ScanSbomFindings(Utf8JsonWriter json, AdvisoryStore store)
{
    /// <summary>Writes the object that the answer has under <c>sbom</c>.</summary>
    public void Write(ScannedBill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        json.WriteStartObject();
        WriteMessages(bill);
        json.WriteStartObject("vulnerability_count");
        foreach (var (name, count) in bill.Counts())
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("vulnerabilities");
        foreach (var finding in bill.Findings)
        {
            WriteVulnerability(bill, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteMessages(ScannedBill bill)
    {
        json.WriteStartArray("messages");
        foreach (var component in bill.Components.Where(component => component.Message.Length > 0 && (component.EndOfLife is not null || !bill.IsAffected(component))))
        {
            json.WriteStartObject();
            json.WriteString("name", component.Name);
            WriteText("version", component.Version);
            WriteText("purl", component.Purl);
            json.WriteString(component.IsWarning ? "warning_message" : "info_message", component.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteVulnerability(ScannedBill bill, Finding finding)
    {
        var flaw = store.FindVulnerability(finding.VulnerabilityId);
        var text = flaw >= 0 ? store.VulnerabilityText(flaw) : new VulnerabilityText("", []);
        json.WriteStartObject();
        json.WriteString("id", finding.VulnerabilityId);
        json.WriteString("severity", InspectorNames.Word(finding.Severity));
        WriteText("source", InspectorNames.Address(finding.VulnerabilityId));
        WriteTexts("related", finding.Aliases);
        json.WriteString("description", text.Details.Length > 0 ? text.Details : finding.Title);
        WriteTexts("references", text.References.Items.Take(InspectorNames.MostAddresses));
        if (finding.Published is { } published)
        {
            json.WriteString("created", InspectorNames.Time(published));
            json.WriteString("updated", InspectorNames.Time((flaw >= 0 ? store.Vulnerability(flaw).Modified : null) ?? published));
        }

        json.WriteString("priority", InspectorNames.Priority(finding).ToUpperInvariant());
        json.WriteString("priority_intelligence", InspectorNames.Intelligence(finding).ToUpperInvariant());
        json.WriteStartArray("affects");
        foreach (var (component, fixedVersion) in bill.AffectedBy(finding))
        {
            json.WriteStartObject();
            json.WriteString("installed_version", component.Purl);
            json.WriteString("fixed_version", fixedVersion);
            json.WriteString("path", component.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteProperties(finding);
        json.WriteEndObject();
    }

    private void WriteProperties(Finding finding)
    {
        json.WriteStartObject("properties");
        WriteTexts("cwes", finding.Cwes);
        json.WriteStartArray("cvss");
        foreach (var rating in InspectorNames.Ratings(finding))
        {
            WriteRating(rating);
        }

        json.WriteEndArray();
        if (finding.Exploitation.Probability is { } probability)
        {
            json.WriteNumber("epss", Math.Round(probability.Score, 5));
        }

        json.WriteBoolean("exploit_available", finding.Exploitation.IsExploitAvailable);
        if (finding.Exploitation.LastExploit is { } last)
        {
            json.WriteString("exploit_last_seen_in_public", InspectorNames.Time(last));
        }

        if (finding.Exploitation.Known is { } known)
        {
            json.WriteString("cisa_kev_date_added", InspectorNames.Time(known.Added));
            if (known.Due is { } due)
            {
                json.WriteString("cisa_kev_date_due", InspectorNames.Time(due));
            }
        }

        json.WriteEndObject();
    }

    // cvss_3_base_score, cvss_3_base_vector: the number is the major version
    private void WriteRating(SeverityRating rating)
    {
        json.WriteStartObject();
        json.WriteString("source", rating.Source);
        json.WriteString("severity", rating.Severity);
        if (rating.Score is { } score && rating.Vector.Length > 0)
        {
            json.WriteNumber($"cvss_{rating.CvssMajor}_base_score", score);
            json.WriteString($"cvss_{rating.CvssMajor}_base_vector", rating.Vector);
        }

        json.WriteEndObject();
    }

    private void WriteText(string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private void WriteTexts(string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
