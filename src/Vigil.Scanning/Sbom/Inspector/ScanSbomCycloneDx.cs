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
    private const int MaxAddresses = 50;

    /// <summary>Writes the document.</summary>
    /// <param name="result">The scan.</param>
    /// <param name="time">When it was done.</param>
    public void Write(ScanResult result, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(result);
        var components = new ScanSbomComponents(result);
        json.WriteStartObject();
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.5");
        json.WriteString("serialNumber", $"urn:uuid:{new SbomDocument(result.Inventory, time).ContentId():D}");
        json.WriteNumber("version", 1);
        WriteMetadata(result, time);
        json.WriteStartArray("components");
        WriteComponents(result, components);
        json.WriteEndArray();
        json.WriteStartArray("vulnerabilities");
        foreach (var (finding, index) in result.Findings.Items.Select((finding, index) => (finding, index)))
        {
            WriteVulnerability(finding, index + 1, components);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteMetadata(ScanResult result, DateTimeOffset time)
    {
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", InspectorNames.Time(time));
        json.WriteStartObject("tools");
        json.WriteStartArray("services");
        json.WriteStartObject();
        json.WriteString("name", "Vigil Scan SBOM API");
        json.WriteString("version", $"{SbomDocument.ToolVersion}+{result.Generation}");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("properties");
        foreach (var (name, count) in InspectorNames.Counts(result))
        {
            WriteProperty($"{name}_vulnerabilities", count.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteComponents(ScanResult result, ScanSbomComponents components)
    {
        var sources = 0;
        foreach (var group in ScanSbomComponents.BySource(result))
        {
            if (group.Key is { } source)
            {
                json.WriteStartObject();
                json.WriteString("bom-ref", string.Create(CultureInfo.InvariantCulture, $"source-{++sources}"));
                json.WriteString("type", "library");
                json.WriteString("name", source.Name);
                json.WriteString("version", source.Version);
                json.WriteString("purl", source.ToString());
                json.WriteStartArray("components");
            }

            foreach (var evaluation in group)
            {
                WriteComponent(evaluation, components);
            }

            if (group.Key is not null)
            {
                json.WriteEndArray();
                json.WriteEndObject();
            }
        }
    }

    private void WriteComponent(PackageEvaluation evaluation, ScanSbomComponents components)
    {
        var package = evaluation.Package;
        json.WriteStartObject();
        json.WriteString("bom-ref", components.RefOf(package));
        json.WriteString("type", "library");
        json.WriteString("name", package.Coordinate.Name);
        json.WriteString("version", package.Coordinate.Version);
        json.WriteString("purl", package.Purl.ToString());
        json.WriteStartArray("properties");
        WriteProperty("path", package.Evidence[0].Path);
        if (components.MessageOf(evaluation) is { } message)
        {
            WriteProperty("info", message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteVulnerability(Finding finding, int number, ScanSbomComponents components)
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
        foreach (var address in text.References.Items.Take(MaxAddresses))
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

        WriteAffects(finding, components);
        json.WriteStartObject("analysis");
        json.WriteString("state", InspectorNames.IsExploitable(finding) ? "exploitable" : "in_triage");
        json.WriteEndObject();
        WriteProperties(finding, components);
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
        foreach (var severity in finding.Severities)
        {
            if (InspectorNames.Rate(severity) is { } rating)
            {
                WriteRating(severity.Source, rating.Score, rating.Severity, rating.Method, severity.Vector);
            }
        }

        if (finding.Exploitation.Probability is { } probability)
        {
            WriteRating("EPSS", Math.Round(probability.Score, 5), "none", "other", "");
        }

        json.WriteEndArray();
    }

    private void WriteRating(string source, double score, string severity, string method, string vector)
    {
        json.WriteStartObject();
        json.WriteStartObject("source");
        json.WriteString("name", source);
        json.WriteEndObject();
        json.WriteNumber("score", score);
        json.WriteString("severity", severity);
        json.WriteString("method", method);
        if (vector.Length > 0)
        {
            json.WriteString("vector", vector);
        }

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

    private void WriteAffects(Finding finding, ScanSbomComponents components)
    {
        json.WriteStartArray("affects");
        foreach (var vulnerable in finding.Packages)
        {
            json.WriteStartObject();
            json.WriteString("ref", components.RefOf(vulnerable.Package));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteProperties(Finding finding, ScanSbomComponents components)
    {
        json.WriteStartArray("properties");
        WriteProperty("priority", InspectorNames.Priority(finding));
        WriteProperty("priority_intelligence", finding.Exploitation.Known is not null ? "verified" : "unverified");
        if (InspectorNames.IsExploitable(finding))
        {
            WriteProperty("exploit_available", "true");
        }

        if (finding.Exploitation.Known is { } known)
        {
            WriteProperty("exploit_last_seen_in_public", InspectorNames.Time(known.Added));
            WriteProperty("cisa_kev_date_added", InspectorNames.Time(known.Added));
            if (known.Due is { } due)
            {
                WriteProperty("cisa_kev_date_due", InspectorNames.Time(due));
            }
        }

        foreach (var vulnerable in finding.Packages.Items.Where(one => one.Verdict.FixedVersion.Length > 0))
        {
            WriteProperty($"fixed_version:{components.RefOf(vulnerable.Package)}", vulnerable.Verdict.FixedVersion);
        }

        json.WriteEndArray();
    }

    private void WriteSource(string id)
    {
        json.WriteStartObject("source");
        json.WriteString("name", InspectorNames.Keeper(id));
        json.WriteString("url", InspectorNames.Address(id));
        json.WriteEndObject();
    }

    private void WriteProperty(string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", InspectorNames.Scanner + name);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}
