using System.Globalization;
using System.Text.Json;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings;
using Vigil.Server.Operations.Findings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Scanning;

/// <summary>A scan as CycloneDX 1.5, with the properties of the original.</summary>
internal static class CycloneDxAnswer
{
    private const string Prefix = "amazon:inspector:sbom_scanner:";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Writes the members of the document.</summary>
    public static void Write(Utf8JsonWriter json, SbomScan scan, DateTimeOffset at)
    {
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.5");
        json.WriteNumber("version", 1);
        json.WriteString("serialNumber", $"urn:uuid:{Guid.NewGuid()}");
        WriteMetadata(json, scan, at);
        json.WriteStartArray("components");
        var affected = scan.Findings.SelectMany(scan.AffectedBy).Select(one => one.Component.Ref).ToHashSet(StringComparer.Ordinal);
        foreach (var component in scan.Components)
        {
            WriteComponent(json, component, affected.Contains(component.Ref));
        }

        json.WriteEndArray();
        json.WriteStartArray("vulnerabilities");
        var number = 0;
        foreach (var finding in scan.Findings)
        {
            WriteVulnerability(json, scan, finding, ++number);
        }

        json.WriteEndArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, SbomScan scan, DateTimeOffset at)
    {
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        json.WriteStartObject("tools");
        json.WriteStartArray("services");
        json.WriteStartObject();
        json.WriteString("name", "Vigil SBOM scan");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("properties");
        foreach (var (name, count) in scan.Counts())
        {
            WriteProperty(json, $"{name}_vulnerabilities", count.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteComponent(Utf8JsonWriter json, ScannedComponent component, bool isAffected)
    {
        json.WriteStartObject();
        json.WriteString("bom-ref", component.Ref);
        json.WriteString("type", component.Type);
        json.WriteString("name", component.Name);
        json.WriteText("version", component.Version);
        json.WriteText("purl", component.Purl);
        json.WriteStartArray("properties");
        if (component.Path.Length > 0)
        {
            WriteProperty(json, "path", component.Path);
        }

        if (!isAffected)
        {
            WriteProperty(json, component.Purl.Length == 0 ? "warning" : "info", component.Message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteVulnerability(Utf8JsonWriter json, SbomScan scan, Finding finding, int number)
    {
        json.WriteStartObject();
        json.WriteString("bom-ref", $"vuln-{number}");
        json.WriteString("id", finding.VulnerabilityId);
        WriteSource(json, SourceOf(finding), FlawAddresses.Of(SourceOf(finding), finding.VulnerabilityId));
        json.WriteStartArray("references");
        foreach (var alias in finding.Aliases)
        {
            json.WriteStartObject();
            json.WriteString("id", alias);
            var source = alias.StartsWith("GHSA-", StringComparison.Ordinal) ? "GITHUB" : "NVD";
            WriteSource(json, source, FlawAddresses.Of(source, alias));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteRatings(json, finding);
        json.WriteStartArray("cwes");
        foreach (var cwe in finding.Cwes)
        {
            if (cwe.StartsWith("CWE-", StringComparison.Ordinal) && int.TryParse(cwe.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                json.WriteNumberValue(id);
            }
        }

        json.WriteEndArray();
        json.WriteText("description", finding.Title);
        json.WriteStartArray("advisories");
        foreach (var address in finding.References)
        {
            json.WriteStartObject();
            json.WriteString("url", address);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteText("created", TextOf(finding.Published));
        json.WriteText("updated", TextOf(finding.Modified));
        WriteAffects(json, scan, finding);
        json.WriteEndObject();
    }

    private static void WriteAffects(Utf8JsonWriter json, SbomScan scan, Finding finding)
    {
        var affected = scan.AffectedBy(finding).ToList();
        json.WriteStartArray("affects");
        foreach (var (component, _) in affected)
        {
            json.WriteStartObject();
            json.WriteString("ref", component.Ref);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("analysis");
        json.WriteString("state", IsExploited(finding) ? "exploitable" : "in_triage");
        json.WriteEndObject();
        json.WriteStartArray("properties");
        WriteProperty(json, "exploit_available", IsExploited(finding) ? "true" : "false");
        if (finding.Exploitation.Known is { } known)
        {
            WriteProperty(json, "cisa_kev_date_added", known.Added.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            if (known.Due is { } due)
            {
                WriteProperty(json, "cisa_kev_date_due", due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
        }

        foreach (var (component, package) in affected.Where(one => one.Package.Verdict.FixedVersion.Length > 0))
        {
            WriteProperty(json, $"fixed_version:{component.Ref}", package.Verdict.FixedVersion);
        }

        json.WriteEndArray();
    }

    private static void WriteRatings(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("ratings");
        foreach (var severity in finding.Severities)
        {
            var isScored = CvssVector.TryParse(severity.Vector, out var vector, out _);
            json.WriteStartObject();
            WriteSource(json, severity.Source, FlawAddresses.Of(severity.Source, finding.VulnerabilityId));
            if (isScored)
            {
                json.WriteNumber("score", vector.Score().Base);
            }

            json.WriteString("severity", isScored ? WordOf(vector.Score().Base) : WordOf(finding.Severity));
            json.WriteString("method", isScored ? MethodOf(vector.Version) : "other");
            json.WriteText("vector", severity.Vector);
            json.WriteEndObject();
        }

        if (finding.Exploitation.Probability is { } probability)
        {
            json.WriteStartObject();
            WriteSource(json, "EPSS", "https://www.first.org/epss/");
            json.WriteNumber("score", Math.Round((double)probability.Score, 5));
            json.WriteString("severity", "none");
            json.WriteString("method", "other");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSource(Utf8JsonWriter json, string name, string url)
    {
        json.WriteStartObject("source");
        json.WriteString("name", name);
        json.WriteText("url", url);
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", Prefix + name);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    /// <summary>Whether somebody exploits it, or a public exploit is known.</summary>
    internal static bool IsExploited(Finding finding) => finding.Exploitation.Known is not null || !finding.Exploitation.Exploits.IsEmpty;

    /// <summary>Who gave the severity.</summary>
    internal static string SourceOf(Finding finding) => finding.SeveritySource.Length > 0 ? finding.SeveritySource : "NVD";

    /// <summary>A severity in the words of CycloneDX.</summary>
    internal static string WordOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Untriaged => "unknown",
        FindingSeverity.Informational => "info",
        _ => severity.ToString().ToLowerInvariant(),
    };

    private static string WordOf(double score) => score switch
    {
        >= 9 => "critical",
        >= 7 => "high",
        >= 4 => "medium",
        > 0 => "low",
        _ => "none",
    };

    private static string MethodOf(CvssVersion version) => version switch
    {
        CvssVersion.V20 => "CVSSv2",
        CvssVersion.V30 => "CVSSv3",
        CvssVersion.V31 => "CVSSv31",
        _ => "CVSSv4",
    };

    private static string TextOf(DateTimeOffset? time) => time?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) ?? "";
}
