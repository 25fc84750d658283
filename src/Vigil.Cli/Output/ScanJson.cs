using System.Globalization;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;

namespace Vigil.Cli.Output;

/// <summary>A scan as one JSON object; described in <c>docs/formats/scan-json.md</c>. The same scan gives the same bytes.</summary>
internal static class ScanJson
{
    /// <summary>Writes the result.</summary>
    public static void Write(Utf8JsonWriter json, ScanResult result, DatabaseLine database)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", 1);
        InventoryJson.WriteArtifact(json, result.Inventory);
        if (result.Base is { } image)
        {
            json.WriteStartObject("base");
            json.WriteString("name", image.Name);
            json.WriteNumber("layers", image.DiffIds.Count);
            json.WriteEndObject();
        }

        json.WriteStartObject("database");
        json.WriteString("generation", result.Generation);
        json.WriteString("origin", database.IsShipped ? "shipped" : "updated");
        json.WriteString("asOf", database.AsOf.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteOptional("exploits", database.Exploits);
        json.WriteEndObject();
        WriteSummary(json, result);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            WriteFinding(json, finding, result.Base);
            json.FlushWhenLarge();
        }

        json.WriteEndArray();
        WriteReachedSockets(json, result.ReachedSockets);
        WriteSetAside(json, result);
        WriteUnevaluated(json, result);
        InventoryJson.WriteDiagnostics(json, result.Inventory.Diagnostics);
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, ScanResult result)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("packages", result.Inventory.Packages.Count);
        json.WriteStartObject("findings");
        foreach (var severity in Enum.GetValues<FindingSeverity>().Reverse())
        {
            json.WriteNumber(severity.ToString().ToLowerInvariant(), result.Findings.Items.Count(finding => finding.Severity == severity));
        }

        json.WriteEndObject();
        json.WriteStartObject("evaluation");
        foreach (var state in Enum.GetValues<EvaluationState>())
        {
            json.WriteNumber(CamelCase(state), result.Evaluations.Items.Count(evaluation => evaluation.State == state));
        }

        json.WriteEndObject();
        json.WriteBoolean("partial", result.Inventory.IsPartial);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, BaseImage? image)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.VulnerabilityId);
        json.WriteTexts("aliases", finding.Aliases);
        json.WriteString("severity", finding.Severity.ToString().ToUpperInvariant());
        json.WriteOptional("severitySource", finding.SeveritySource);
        if (finding.Score is { } score)
        {
            json.WriteNumber("score", score);
        }

        json.WriteOptional("vector", finding.Vector);
        ExploitationJson.WriteRisk(json, finding.Risk);
        ExploitationJson.Write(json, finding.Exploitation);
        WriteReachedSockets(json, finding.ReachedSockets);
        json.WriteOptional("title", finding.Title);
        json.WriteString("fixAvailable", finding.FixAvailable.ToString().ToUpperInvariant());
        WriteSeverities(json, finding);
        json.WriteTexts("cwes", finding.Cwes);
        if (finding.Published is { } published)
        {
            json.WriteString("published", published.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        json.WriteTexts("references", finding.References);
        json.WriteStartArray("packages");
        foreach (var vulnerable in finding.Packages)
        {
            WriteVulnerablePackage(json, vulnerable, image);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReachedSockets(Utf8JsonWriter json, EquatableArray<ReachedSocket> sockets)
    {
        if (sockets.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("reachedSockets");
        foreach (var reached in sockets)
        {
            json.WriteStartObject();
            json.WriteString("from", reached.From.ToString().ToLowerInvariant());
            json.WriteString("clients", reached.Clients);
            json.WriteNumber("portFrom", reached.Path.FirstPort);
            json.WriteNumber("portTo", reached.Path.LastPort);
            json.WriteTexts("path", [.. reached.Path.Steps.Items.Select(step => step.ComponentId)]);
            InventoryJson.WriteSocket(json, reached.Socket);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSeverities(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Severities.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("severities");
        foreach (var severity in finding.Severities)
        {
            json.WriteStartObject();
            json.WriteString("source", severity.Source);
            json.WriteOptional("vector", severity.Vector);
            json.WriteOptional("label", severity.Label);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVulnerablePackage(Utf8JsonWriter json, VulnerablePackage vulnerable, BaseImage? image)
    {
        var verdict = vulnerable.Verdict;
        json.WriteStartObject();
        InventoryJson.WritePackage(json, vulnerable.Package);
        json.WriteOptional("origin", image is null ? "" : image.Brought(vulnerable.Package) ? "base" : "own");
        json.WriteOptional("fixedVersion", verdict.FixedVersion);
        json.WriteOptional("fixChannel", verdict.FixChannel);
        json.WriteString("state", CamelCase(verdict.State));
        json.WriteOptional("vendorSeverity", verdict.SeverityLabel);
        json.WriteOptional("remediation", vulnerable.Remediation);
        json.WriteStartObject("because");
        json.WriteString("advisory", verdict.AdvisoryId);
        json.WriteString("source", verdict.Source);
        json.WriteTexts("vendorIds", verdict.VendorIds);
        json.WriteString("key", KeyText(verdict.Key));
        json.WriteString("scheme", verdict.Scheme);
        json.WriteString("comparedVersion", verdict.ComparedVersion);
        if (verdict.Range is { } range)
        {
            json.WriteOptional("introduced", range.Introduced);
            json.WriteOptional("fixed", range.Fixed);
            json.WriteOptional("lastAffected", range.LastAffected);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSetAside(Utf8JsonWriter json, ScanResult result)
    {
        if (result.SetAside.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("setAside");
        foreach (var aside in result.SetAside)
        {
            json.WriteStartObject();
            json.WriteString("kind", CamelCase(aside.Kind));
            json.WriteString("by", aside.By);
            json.WriteOptional("reason", aside.Reason);
            json.WritePropertyName("finding");
            WriteFinding(json, aside.Finding, result.Base);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUnevaluated(Utf8JsonWriter json, ScanResult result)
    {
        json.WriteStartArray("notEvaluated");
        foreach (var evaluation in result.Evaluations)
        {
            if (evaluation.State == EvaluationState.Evaluated)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("purl", evaluation.Package.Purl.ToString());
            json.WriteString("state", CamelCase(evaluation.State));
            json.WriteOptional("reason", evaluation.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string KeyText(AdvisoryKey key) =>
        key.Release.Length > 0 ? $"{key.Ecosystem}:{key.Release}/{key.Name}" : $"{key.Ecosystem}/{key.Name}";

    private static string CamelCase<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
