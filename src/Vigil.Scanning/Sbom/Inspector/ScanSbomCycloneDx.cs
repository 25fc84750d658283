using System.Globalization;
using System.Text.Json;
using Vigil.Advisories.Store;
using Vigil.Domain.Findings;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>Output <c>CYCLONE_DX_1_5</c> of <c>ScanSbom</c>: a bill of materials with its vulnerabilities, under Inspector's property names.</summary>
/// <param name="json">Where to write.</param>
/// <param name="store">The generation that the scan is of.</param>
public sealed class ScanSbomCycloneDx(Utf8JsonWriter json, AdvisoryStore store)
{
    /// <summary>Writes the document. The same scan and time give the same bytes.</summary>
    public void Write(ScannedBill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        json.WriteStartObject();
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.5");
        json.WriteString("serialNumber", $"urn:uuid:{new SbomDocument(bill.Result.Inventory, bill.Time).ContentId():D}");
        json.WriteNumber("version", 1);
        WriteMetadata(bill);
        json.WriteStartArray("components");
        foreach (var group in bill.Components.GroupBy(component => component.Source))
        {
            WriteGroup(bill, group.Key, group);
        }

        json.WriteEndArray();
        json.WriteStartArray("vulnerabilities");
        foreach (var (finding, index) in bill.Findings.Select((finding, index) => (finding, index)))
        {
            WriteVulnerability(bill, finding, index + 1);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteMetadata(ScannedBill bill)
    {
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", InspectorNames.Time(bill.Time));
        json.WriteStartObject("tools");
        json.WriteStartArray("services");
        json.WriteStartObject();
        json.WriteString("name", "Vigil Scan SBOM API");
        json.WriteString("version", $"{SbomDocument.ToolVersion}+{bill.Result.Generation}");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("properties");
        foreach (var (name, count) in bill.Counts())
        {
            WriteProperty($"{name}_vulnerabilities", count.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // binary packages stand in their source, everything else alone
    private void WriteGroup(ScannedBill bill, ScannedSource? source, IEnumerable<ScannedComponent> components)
    {
        if (source is not null)
        {
            json.WriteStartObject();
            json.WriteString("bom-ref", source.Ref);
            json.WriteString("type", "library");
            json.WriteString("name", source.Name);
            WriteText("version", source.Version);
            WriteText("purl", source.Purl);
            json.WriteStartArray("components");
        }

        foreach (var component in components)
        {
            WriteComponent(bill, component);
        }

        if (source is not null)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private void WriteComponent(ScannedBill bill, ScannedComponent component)
    {
        json.WriteStartObject();
        json.WriteString("bom-ref", component.Ref);
        json.WriteString("type", component.Type);
        json.WriteString("name", component.Name);
        WriteText("version", component.Version);
        WriteText("purl", component.Purl);
        json.WriteStartArray("properties");
        WriteKnown("path", component.Path);
        WriteKnown("source_file_scanner", component.FileScanner);
        WriteKnown("source_package_collector", component.Collector);
        if (component.EndOfLife is { } day)
        {
            WriteProperty("end_of_life", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        if (component.EndOfLife is not null || !bill.IsAffected(component))
        {
            WriteKnown(component.IsWarning ? "warning" : "info", component.Message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteVulnerability(ScannedBill bill, Finding finding, int number)
    {
        var flaw = store.FindVulnerability(finding.VulnerabilityId);
        var text = flaw >= 0 ? store.VulnerabilityText(flaw) : new VulnerabilityText("", []);
        json.WriteStartObject();
        json.WriteString("bom-ref", string.Create(CultureInfo.InvariantCulture, $"vuln-{number}"));
        json.WriteString("id", finding.VulnerabilityId);
        WriteSource(finding.VulnerabilityId);
        WriteReferences(finding);
        WriteRatings(finding);
        WriteWeaknesses(finding);
        json.WriteString("description", text.Details.Length > 0 ? text.Details : finding.Title);
        json.WriteStartArray("advisories");
        foreach (var address in text.References.Items.Take(InspectorNames.MostAddresses))
        {
            json.WriteStartObject();
            json.WriteString("url", address);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (finding.Published is { } published)
        {
            json.WriteString("created", InspectorNames.Time(published));
            json.WriteString("updated", InspectorNames.Time((flaw >= 0 ? store.Vulnerability(flaw).Modified : null) ?? published));
        }

        var affected = bill.AffectedBy(finding).ToList();
        WriteAffects(affected);
        json.WriteStartObject("analysis");
        json.WriteString("state", finding.Exploitation.IsExploitAvailable ? "exploitable" : "in_triage");
        json.WriteEndObject();
        WriteProperties(finding, affected);
        json.WriteEndObject();
    }

    private void WriteReferences(Finding finding)
    {
        json.WriteStartArray("references");
        foreach (var alias in finding.Aliases)
        {
            json.WriteStartObject();
            json.WriteString("id", alias);
            WriteSource(alias);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteRatings(Finding finding)
    {
        json.WriteStartArray("ratings");
        foreach (var rating in InspectorNames.Ratings(finding))
        {
            WriteRating(rating);
        }

        if (finding.Exploitation.Probability is { } probability)
        {
            WriteRating(new SeverityRating("EPSS", Math.Round(probability.Score, 5), "none", "other", ""));
        }

        json.WriteEndArray();
    }

    private void WriteRating(SeverityRating rating)
    {
        json.WriteStartObject();
        json.WriteStartObject("source");
        json.WriteString("name", rating.Source);
        json.WriteEndObject();
        if (rating.Score is { } score)
        {
            json.WriteNumber("score", score);
        }

        json.WriteString("severity", rating.Severity);
        json.WriteString("method", rating.Method);
        WriteText("vector", rating.Vector);
        json.WriteEndObject();
    }

    private void WriteWeaknesses(Finding finding)
    {
        json.WriteStartArray("cwes");
        foreach (var cwe in finding.Cwes)
        {
            if (cwe.StartsWith("CWE-", StringComparison.Ordinal) && int.TryParse(cwe.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                json.WriteNumberValue(number);
            }
        }

        json.WriteEndArray();
    }

    private void WriteAffects(List<(ScannedComponent Component, string FixedVersion)> affected)
    {
        json.WriteStartArray("affects");
        foreach (var (component, _) in affected)
        {
            json.WriteStartObject();
            json.WriteString("ref", component.Ref);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteProperties(Finding finding, List<(ScannedComponent Component, string FixedVersion)> affected)
    {
        json.WriteStartArray("properties");
        WriteProperty("priority", InspectorNames.Priority(finding));
        WriteProperty("priority_intelligence", InspectorNames.Intelligence(finding));
        if (finding.Exploitation.IsExploitAvailable)
        {
            WriteProperty("exploit_available", "true");
        }

        if (finding.Exploitation.LastExploit is { } last)
        {
            WriteProperty("exploit_last_seen_in_public", InspectorNames.Time(last));
        }

        if (finding.Exploitation.Known is { } known)
        {
            WriteProperty("cisa_kev_date_added", InspectorNames.Time(known.Added));
            if (known.Due is { } due)
            {
                WriteProperty("cisa_kev_date_due", InspectorNames.Time(due));
            }
        }

        if (InspectorNames.IsMalicious(finding))
        {
            WriteProperty("is_malicious", "true");
        }

        foreach (var (component, fixedVersion) in affected)
        {
            WriteKnown($"fixed_version:{component.Ref}", fixedVersion);
        }

        json.WriteEndArray();
    }

    private void WriteSource(string id)
    {
        json.WriteStartObject("source");
        json.WriteString("name", InspectorNames.Keeper(id));
        WriteText("url", InspectorNames.Address(id));
        json.WriteEndObject();
    }

    private void WriteKnown(string name, string value)
    {
        if (value.Length > 0)
        {
            WriteProperty(name, value);
        }
    }

    private void WriteText(string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private void WriteProperty(string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", InspectorNames.Scanner + name);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}
