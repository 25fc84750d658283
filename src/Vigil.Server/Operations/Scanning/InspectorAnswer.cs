using System.Globalization;
using System.Text.Json;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings;
using Vigil.Server.Operations.Findings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Scanning;

/// <summary>A scan in the original's own format.</summary>
internal static class InspectorAnswer
{
    /// <summary>Writes the members of the document.</summary>
    public static void Write(Utf8JsonWriter json, SbomScan scan)
    {
        WriteMessages(json, scan);
        json.WriteStartObject("vulnerability_count");
        foreach (var (name, count) in scan.Counts())
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("vulnerabilities");
        foreach (var finding in scan.Findings)
        {
            WriteVulnerability(json, scan, finding);
        }

        json.WriteEndArray();
    }

    private static void WriteMessages(Utf8JsonWriter json, SbomScan scan)
    {
        var affected = scan.Findings.SelectMany(scan.AffectedBy).Select(one => one.Component.Ref).ToHashSet(StringComparer.Ordinal);
        json.WriteStartArray("messages");
        foreach (var component in scan.Components.Where(component => !affected.Contains(component.Ref)))
        {
            json.WriteStartObject();
            json.WriteString("name", component.Name);
            json.WriteText("version", component.Version);
            json.WriteText("purl", component.Purl);
            json.WriteString(component.Purl.Length == 0 ? "warning_message" : "info_message", component.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVulnerability(Utf8JsonWriter json, SbomScan scan, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.VulnerabilityId);
        json.WriteString("severity", CycloneDxAnswer.WordOf(finding.Severity));
        json.WriteString("source", FlawAddresses.Of(CycloneDxAnswer.SourceOf(finding), finding.VulnerabilityId));
        json.WriteTextList("related", finding.Aliases.Items);
        json.WriteText("description", finding.Title);
        json.WriteTextList("references", finding.References.Items);
        json.WriteText("created", TextOf(finding.Published));
        json.WriteText("updated", TextOf(finding.Modified));
        json.WriteStartArray("affects");
        foreach (var (component, package) in scan.AffectedBy(finding))
        {
            json.WriteStartObject();
            json.WriteString("installed_version", component.Purl);
            json.WriteText("fixed_version", package.Verdict.FixedVersion);
            json.WriteText("path", component.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteProperties(json, finding);
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject("properties");
        json.WriteTextList("cwes", finding.Cwes.Items);
        json.WriteStartArray("cvss");
        foreach (var severity in finding.Severities)
        {
            if (CvssVector.TryParse(severity.Vector, out var vector, out _))
            {
                var name = vector.Version switch
                {
                    CvssVersion.V20 => "cvss_2",
                    CvssVersion.V40 => "cvss_4",
                    _ => "cvss_3",
                };
                json.WriteStartObject();
                json.WriteString("source", severity.Source);
                json.WriteString("severity", CycloneDxAnswer.WordOf(finding.Severity));
                json.WriteNumber($"{name}_base_score", vector.Score().Base);
                json.WriteString($"{name}_base_vector", severity.Vector);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteOptional("epss", finding.Exploitation.Probability is { } probability ? Math.Round((double)probability.Score, 5) : null);
        json.WriteBoolean("exploit_available", CycloneDxAnswer.IsExploited(finding));
        json.WriteText("cisa_kev_date_added", DayOf(finding.Exploitation.Known?.Added));
        json.WriteText("cisa_kev_date_due", DayOf(finding.Exploitation.Known?.Due));
        json.WriteEndObject();
    }

    private static string TextOf(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string DayOf(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
