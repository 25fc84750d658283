using System.Text.Json;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>Output <c>INSPECTOR</c> of <c>ScanSbom</c>: messages, counts and vulnerabilities.</summary>
/// <param name="json">Where to write.</param>
/// <param name="store">The generation that the scan is of.</param>
public sealed class ScanSbomFindings(Utf8JsonWriter json, AdvisoryStore store)
{
    private const int MaxAddresses = 50;

    /// <summary>Writes the object that the answer has under <c>sbom</c>.</summary>
    public void Write(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var components = new ScanSbomComponents(result);
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var evaluation in result.Evaluations)
        {
            if (components.MessageOf(evaluation) is { } message)
            {
                json.WriteStartObject();
                json.WriteString("name", evaluation.Package.Coordinate.Name);
                json.WriteString("version", evaluation.Package.Coordinate.Version);
                json.WriteString("purl", evaluation.Package.Purl.ToString());
                json.WriteString("info_message", message);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteStartObject("vulnerability_count");
        foreach (var (name, count) in InspectorNames.Counts(result))
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("vulnerabilities");
        foreach (var finding in result.Findings)
        {
            WriteVulnerability(finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteVulnerability(Finding finding)
    {
        var flaw = store.FindVulnerability(finding.VulnerabilityId);
        var text = flaw >= 0 ? store.VulnerabilityText(flaw) : new VulnerabilityText("", []);
        json.WriteStartObject();
        json.WriteString("id", finding.VulnerabilityId);
        json.WriteString("severity", InspectorNames.Word(finding.Severity));
        json.WriteString("source", InspectorNames.Address(finding.VulnerabilityId));
        WriteTexts("related", finding.Aliases);
        json.WriteString("description", text.Details.Length > 0 ? text.Details : finding.Title);
        WriteTexts("references", text.References.Items.Take(MaxAddresses));
        if (finding.Published is { } published)
        {
            json.WriteString("created", InspectorNames.Time(published));
            json.WriteString("updated", InspectorNames.Time((flaw >= 0 ? store.Vulnerability(flaw).Modified : null) ?? published));
        }

        json.WriteString("priority", InspectorNames.Priority(finding).ToUpperInvariant());
        json.WriteString("priority_intelligence", finding.Exploitation.Known is not null ? "VERIFIED" : "UNVERIFIED");
        json.WriteStartArray("affects");
        foreach (var vulnerable in finding.Packages)
        {
            json.WriteStartObject();
            json.WriteString("installed_version", vulnerable.Package.Purl.ToString());
            json.WriteString("fixed_version", vulnerable.Verdict.FixedVersion);
            json.WriteString("path", vulnerable.Package.Evidence[0].Path);
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
        foreach (var severity in finding.Severities)
        {
            WriteScore(severity);
        }

        json.WriteEndArray();
        if (finding.Exploitation.Probability is { } probability)
        {
            json.WriteNumber("epss", Math.Round(probability.Score, 5));
        }

        json.WriteBoolean("exploit_available", InspectorNames.IsExploitable(finding));
        if (finding.Exploitation.Known is { } known)
        {
            json.WriteString("exploit_last_seen_in_public", InspectorNames.Time(known.Added));
            json.WriteString("cisa_kev_date_added", InspectorNames.Time(known.Added));
            if (known.Due is { } due)
            {
                json.WriteString("cisa_kev_date_due", InspectorNames.Time(due));
            }
        }

        json.WriteEndObject();
    }

    // cvss_3_base_score, cvss_3_base_vector: the number is the major version
    private void WriteScore(Severity severity)
    {
        if (InspectorNames.Rate(severity) is not { } rating)
        {
            return;
        }

        var version = CvssVector.Parse(severity.Vector).Version switch { CvssVersion.V20 => "2", CvssVersion.V40 => "4", _ => "3" };
        json.WriteStartObject();
        json.WriteString("source", severity.Source);
        json.WriteString("severity", rating.Severity);
        json.WriteNumber($"cvss_{version}_base_score", rating.Score);
        json.WriteString($"cvss_{version}_base_vector", severity.Vector);
        json.WriteEndObject();
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
