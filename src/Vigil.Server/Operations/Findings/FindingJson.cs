using System.Text.Json;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings;
using Vigil.Server.Model;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Findings;

/// <summary>A finding as the API shows it.</summary>
internal static class FindingJson
{
    /// <summary>Writes one as an object.</summary>
    public static void Write(Utf8JsonWriter json, RecordedFinding finding)
    {
        var content = finding.Content;
        json.WriteStartObject();
        json.WriteString("findingArn", finding.Arn);
        json.WriteString("awsAccountId", finding.Resource.Account.ToString());
        json.WriteString("type", FindingWords.Type[content.Type]);
        json.WriteString("description", content.Description);
        json.WriteText("title", content.Title);
        json.WriteStartObject("remediation");
        json.WriteStartObject("recommendation");
        json.WriteText("text", content.Recommendation);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("severity", FindingWords.Severity[content.Severity]);
        json.WriteTime("firstObservedAt", finding.State.FirstObservedAt);
        json.WriteTime("lastObservedAt", finding.State.LastObservedAt);
        json.WriteTime("updatedAt", finding.State.UpdatedAt);
        json.WriteString("status", FindingWords.Status[finding.State.Status]);
        json.WriteStartArray("resources");
        ResourceJson.Write(json, finding.Resource);
        json.WriteEndArray();
        json.WriteOptional("inspectorScore", content.Score);
        WritePackage(json, content);
        WriteNetwork(json, content.Network);
        WriteCode(json, content.Code);
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, FindingContent content)
    {
        json.WriteString("fixAvailable", FindingWords.Fix[content.Type == FindingType.CodeVulnerability ? FixAvailable.Yes : content.FixAvailable]);
        if (content.Package is not { } flaw)
        {
            return;
        }

        WriteScore(json, flaw);
        WriteVulnerability(json, flaw);
        json.WriteString("exploitAvailable", content.IsExploitAvailable ? "YES" : "NO");
        if (flaw.Exploitation.LastExploit is { } lastExploit)
        {
            json.WriteStartObject("exploitabilityDetails");
            json.WriteTime("lastKnownExploitAt", new DateTimeOffset(lastExploit, TimeOnly.MinValue, TimeSpan.Zero));
            json.WriteEndObject();
        }

        if (content.Epss is { } epss)
        {
            json.WriteStartObject("epss");
            json.WriteNumber("score", epss);
            json.WriteEndObject();
        }
    }

    private static void WriteScore(Utf8JsonWriter json, Finding flaw)
    {
        if (flaw.Risk is not { } risk || !CvssVector.TryParse(risk.Vector, out var vector, out _))
        {
            return;
        }

        json.WriteStartObject("inspectorScoreDetails");
        json.WriteStartObject("adjustedCvss");
        json.WriteString("scoreSource", flaw.SeveritySource.Length > 0 ? flaw.SeveritySource : "NVD");
        json.WriteText("cvssSource", flaw.SeveritySource);
        json.WriteString("version", VersionOf(vector));
        json.WriteNumber("score", risk.Score);
        json.WriteString("scoringVector", risk.Vector);
        json.WriteStartArray("adjustments");
        foreach (var adjustment in risk.Adjustments)
        {
            json.WriteStartObject();
            json.WriteString("metric", adjustment.Metric);
            json.WriteString("reason", adjustment.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteVulnerability(Utf8JsonWriter json, Finding flaw)
    {
        var source = flaw.SeveritySource.Length > 0 ? flaw.SeveritySource : flaw.Packages[0].Verdict.Source;
        json.WriteStartObject("packageVulnerabilityDetails");
        json.WriteString("vulnerabilityId", flaw.VulnerabilityId);
        json.WriteStartArray("vulnerablePackages");
        foreach (var package in flaw.Packages)
        {
            VulnerablePackageJson.Write(json, package);
        }

        json.WriteEndArray();
        json.WriteString("source", source);
        WriteCvss(json, flaw);
        json.WriteTexts("relatedVulnerabilities", flaw.Aliases);
        json.WriteText("sourceUrl", FlawAddresses.Of(source, flaw.VulnerabilityId));
        json.WriteText("vendorSeverity", flaw.VendorSeverity);
        json.WriteTime("vendorCreatedAt", flaw.Published);
        json.WriteTime("vendorUpdatedAt", flaw.Modified);
        json.WriteTexts("referenceUrls", flaw.References);
        json.WriteEndObject();
    }

    private static void WriteCvss(Utf8JsonWriter json, Finding flaw)
    {
        json.WriteStartArray("cvss");
        foreach (var severity in flaw.Severities)
        {
            if (CvssVector.TryParse(severity.Vector, out var vector, out _))
            {
                json.WriteStartObject();
                json.WriteNumber("baseScore", vector.Score().Base);
                json.WriteString("scoringVector", severity.Vector);
                json.WriteString("version", VersionOf(vector));
                json.WriteString("source", severity.Source);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteNetwork(Utf8JsonWriter json, OpenPath? path)
    {
        if (path is null)
        {
            return;
        }

        json.WriteStartObject("networkReachabilityDetails");
        json.WriteStartObject("openPortRange");
        json.WriteNumber("begin", path.FirstPort);
        json.WriteNumber("end", path.LastPort);
        json.WriteEndObject();
        json.WriteString("protocol", path.Protocol);
        json.WriteStartObject("networkPath");
        json.WriteStartArray("steps");
        foreach (var step in path.Steps)
        {
            json.WriteStartObject();
            json.WriteString("componentId", step.ComponentId);
            json.WriteString("componentType", step.ComponentType);
            json.WriteText("componentArn", step.ComponentArn);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter json, CodeFlaw? code)
    {
        if (code is null)
        {
            return;
        }

        json.WriteStartObject("codeVulnerabilityDetails");
        json.WriteStartObject("filePath");
        json.WriteString("fileName", code.FilePath[(code.FilePath.LastIndexOf('/') + 1)..]);
        json.WriteString("filePath", code.FilePath);
        json.WriteNumber("startLine", code.StartLine);
        json.WriteNumber("endLine", code.EndLine);
        json.WriteEndObject();
        json.WriteTexts("detectorTags", code.DetectorTags, most: 10);
        json.WriteTexts("referenceUrls", code.References, most: 10);
        json.WriteText("ruleId", code.RuleId);
        json.WriteText("sourceLambdaLayerArn", code.LayerArn);
        json.WriteString("detectorId", code.DetectorId);
        json.WriteString("detectorName", code.DetectorName);
        json.WriteTextList("cwes", code.Cwes.Items.Take(10));
        json.WriteEndObject();
    }

    /// <summary>Version of a vector as the API writes it.</summary>
    public static string VersionOf(CvssVector vector) => vector.Version switch
    {
        CvssVersion.V20 => "2.0",
        CvssVersion.V30 => "3.0",
        CvssVersion.V31 => "3.1",
        _ => "4.0",
    };
}
