using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Output.Reports;

/// <summary>GitLab's container scanning report, version 15 (docs.gitlab.com, "Security report schemas"): a vulnerability for each flaw of a package.</summary>
internal sealed class GitLabReport(Utf8JsonWriter json)
{
    private const string SchemaVersion = "15.2.1";
    private const int MaxNameLength = 255, MaxDescriptionLength = 1 << 20, MaxSolutionLength = 7_000, MaxReferences = 20;

    /// <summary>Writes the report.</summary>
    public void Write(ScanReport scan)
    {
        json.WriteStartObject();
        json.WriteString("version", SchemaVersion);
        WriteScan(scan);
        json.WriteStartArray("vulnerabilities");
        foreach (var finding in scan.Result.Findings)
        {
            foreach (var vulnerable in finding.Packages)
            {
                WriteVulnerability(scan, finding, vulnerable);
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("remediations");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteVulnerability(ScanReport scan, Finding finding, VulnerablePackage vulnerable)
    {
        var text = scan.TextOf(finding);
        json.WriteStartObject();
        json.WriteString("id", IdOf(finding, vulnerable).ToString("D"));
        json.WriteString("name", Cut(finding.Title.Length > 0 ? finding.Title : finding.VulnerabilityId, MaxNameLength));
        json.WriteOptional("description", Cut(text.Details, MaxDescriptionLength));
        json.WriteString("severity", SeverityOf(finding.Severity));
        json.WriteString("solution", Cut(FindingLines.Sentence(finding, vulnerable) + (vulnerable.Remediation.Length > 0 ? $" {vulnerable.Remediation}" : ""), MaxSolutionLength));
        json.WriteStartArray("identifiers");
        foreach (var id in finding.Aliases.Items.Prepend(finding.VulnerabilityId))
        {
            WriteIdentifier(TypeOf(id), id, id, FlawAddresses.Of(id));
        }

        foreach (var weakness in finding.Cwes.Items.Where(cwe => cwe.StartsWith("CWE-", StringComparison.Ordinal)))
        {
            WriteIdentifier("cwe", weakness, weakness[4..], $"https://cwe.mitre.org/data/definitions/{weakness[4..]}.html");
        }

        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var address in text.References.Items.Where(IsAddress).Take(MaxReferences))
        {
            json.WriteStartObject();
            json.WriteString("url", address);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteLocation(scan, vulnerable.Package);
        json.WriteEndObject();
    }

    private void WriteLocation(ScanReport scan, Package package)
    {
        json.WriteStartObject("location");
        json.WriteStartObject("dependency");
        json.WriteStartObject("package");
        json.WriteString("name", package.Coordinate.Name);
        json.WriteEndObject();
        json.WriteString("version", package.Coordinate.Version);
        json.WriteEndObject();
        json.WriteString("operating_system", scan.OperatingSystem);
        json.WriteString("image", scan.Result.Inventory.Artifact.Name);
        json.WriteEndObject();
    }

    private void WriteScan(ScanReport scan)
    {
        var time = scan.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        json.WriteStartObject("scan");
        foreach (var tool in (ReadOnlySpan<string>)["analyzer", "scanner"])
        {
            json.WriteStartObject(tool);
            json.WriteString("id", "vigil");
            json.WriteString("name", "Vigil");
            json.WriteString("version", ScanReport.ToolVersion);
            json.WriteStartObject("vendor");
            json.WriteString("name", "Vigil");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteString("type", "container_scanning");
        json.WriteString("start_time", time);
        json.WriteString("end_time", time);
        json.WriteString("status", "success");
        json.WriteStartArray("messages");
        foreach (var diagnostic in scan.Result.Inventory.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("level", diagnostic.Code.IsNotice ? "info" : "warn");
            json.WriteString("value", $"{diagnostic.Code} {diagnostic.Subject}: {diagnostic.Message}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteIdentifier(string type, string name, string value, string address)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("name", name);
        json.WriteString("value", value);
        json.WriteString("url", address);
        json.WriteEndObject();
    }

    private static string TypeOf(string id) => id.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? id[..dash].ToLowerInvariant() : "other";

    // the same flaw of the same package has the same id in every run
    private static Guid IdOf(Finding finding, VulnerablePackage vulnerable)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.VulnerabilityId}\n{vulnerable.Package.Purl}\n{vulnerable.Package.Evidence[0].Path}"));
        return new Guid(digest.AsSpan(0, 16));
    }

    private static string SeverityOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Untriaged => "Unknown",
        FindingSeverity.Informational => "Info",
        _ => severity.ToString(),
    };

    // as the schema spells it, which takes no capitals
    private static bool IsAddress(string text) =>
        (text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal));

    private static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}
