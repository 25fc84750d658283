using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Domain.Findings;

namespace Vigil.Cli.Output.Reports;

/// <summary>SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as GitHub code scanning takes it: a rule for each flaw, a result for each package with it.</summary>
/// <remarks>GitHub takes 25,000 results and as many rules; results come in the order in which to look at them, so that those beyond are the least.</remarks>
internal sealed class SarifReport(Utf8JsonWriter json)
{
    private const int MaxResults = 25_000;
    private const int MaxTextLength = 1_000;

    /// <summary>Writes the report.</summary>
    public void Write(ScanReport scan)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(scan);
        json.WriteStartObject("automationDetails");
        json.WriteString("id", $"vigil/{scan.ArtifactName.Replace('/', '_')}/");
        json.WriteEndObject();
        WriteInvocation(scan);
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var (finding, vulnerable, rule) in Rows(scan).Take(MaxResults))
        {
            WriteResult(finding, vulnerable, rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<(Finding Finding, VulnerablePackage Vulnerable, int Rule)> Rows(ScanReport scan) =>
        scan.Result.Findings.Items.SelectMany((finding, rule) => finding.Packages.Items.Select(vulnerable => (finding, vulnerable, rule)));

    private void WriteTool(ScanReport scan)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Vigil");
        json.WriteString("fullName", "Vigil vulnerability scanner");
        json.WriteString("version", ScanReport.ToolVersion);
        json.WriteString("semanticVersion", ScanReport.ToolVersion);
        json.WriteStartArray("rules");
        foreach (var finding in scan.Result.Findings.Items.Take(MaxResults))
        {
            WriteRule(finding, scan);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteRule(Finding finding, ScanReport scan)
    {
        var text = scan.TextOf(finding).Details;
        var title = OneLine(finding.Title.Length > 0 ? finding.Title : finding.VulnerabilityId);
        json.WriteStartObject();
        json.WriteString("id", finding.VulnerabilityId);
        json.WriteString("name", "VulnerablePackage");
        WriteMessage("shortDescription", Sentence($"{finding.VulnerabilityId}: {title}"));
        WriteMessage("fullDescription", Sentence(Cut(text.Length > 0 ? text : title)));
        json.WriteString("helpUri", FlawAddresses.Of(finding.VulnerabilityId));
        json.WriteStartObject("help");
        json.WriteString("text", Help(finding, Cut(text), bold: ""));
        json.WriteString("markdown", Help(finding, Cut(text), bold: "**"));
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", LevelOf(finding.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("precision", "very-high");
        json.WriteString("security-severity", FindingPriority.ScoreOf(finding).ToString("0.0", CultureInfo.InvariantCulture));
        json.WriteStartArray("tags");
        json.WriteStringValue("security");
        json.WriteStringValue("vulnerability");
        foreach (var weakness in finding.Cwes)
        {
            json.WriteStringValue($"external/cwe/{weakness.ToLowerInvariant()}");
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteResult(Finding finding, VulnerablePackage vulnerable, int rule)
    {
        var place = vulnerable.Package.Evidence[0];
        json.WriteStartObject();
        json.WriteString("ruleId", finding.VulnerabilityId);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", LevelOf(finding.Severity));
        WriteMessage("message", FindingLines.Sentence(finding, vulnerable));
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', place.Path.TrimStart('/').Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", "ROOT");
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", 1);
        json.WriteEndObject();
        json.WriteEndObject();
        WriteMessage("message", place.LayerDiffId.Length > 0 ? $"in layer {place.LayerDiffId}" : "where the package is listed");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("vulnerablePackage/v1", Fingerprint(finding, vulnerable));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("purl", vulnerable.Package.Purl.ToString());
        json.WriteOptional("fixedVersion", vulnerable.Verdict.FixedVersion);
        json.WriteOptional("remediation", vulnerable.Remediation);
        json.WriteOptional("exploitation", FindingLines.Exploitation(finding));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInvocation(ScanReport scan)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var diagnostic in scan.Result.Inventory.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("level", diagnostic.Code.IsNotice ? "note" : "warning");
            WriteMessage("message", $"{diagnostic.Code} {diagnostic.Subject}: {diagnostic.Message}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject("ROOT");
        WriteMessage("description", $"The root of {scan.Result.Inventory.Artifact.Name}.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Help(Finding finding, string text, string bold)
    {
        var help = new StringBuilder();
        if (text.Length > 0)
        {
            help.Append(text).Append("\n\n");
        }

        foreach (var vulnerable in finding.Packages.Items.DistinctBy(one => (one.Package.Coordinate.Name, one.Package.Coordinate.Version)))
        {
            help.Append($"{bold}{vulnerable.Package.Coordinate.Name}{bold} {vulnerable.Package.Coordinate.Version}: {FindingLines.Fix(vulnerable.Verdict)}.\n");
            if (vulnerable.Remediation.Length > 0)
            {
                help.Append("    ").Append(vulnerable.Remediation).Append('\n');
            }
        }

        return help.ToString().TrimEnd();
    }

    private void WriteMessage(string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    // the same package keeps its alert when its version or its place changes
    private static string Fingerprint(Finding finding, VulnerablePackage vulnerable)
    {
        var identity = $"{finding.VulnerabilityId}\n{vulnerable.Package.Coordinate.Ecosystem}\n{vulnerable.Package.Coordinate.Name}\n{vulnerable.Package.Coordinate.Arch}\n{vulnerable.Package.Evidence[0].Path}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16));
    }

    private static string LevelOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Critical or FindingSeverity.High => "error",
        FindingSeverity.Medium => "warning",
        _ => "note",
    };

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static string Cut(string text) => text.Length <= MaxTextLength ? text : string.Concat(text.AsSpan(0, MaxTextLength).TrimEnd(), "…");

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
