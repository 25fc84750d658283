using System.Globalization;
using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Resources;
using Vigil.Server.Operations.Findings;
using Vigil.Server.Wire;

namespace Vigil.Server.Deliveries.SecurityHub;

/// <summary>A finding in the AWS Security Finding Format, with the mapping that Inspector has (spec events.md §2).</summary>
internal static class AsffFinding
{
    private const int LongestTitle = 256;
    private const string CheckTypes = "Software and Configuration Checks";

    /// <summary>Writes one as an object.</summary>
    public static void Write(Utf8JsonWriter json, RecordedFinding finding)
    {
        var (content, resource, state) = (finding.Content, finding.Resource, finding.State);
        var partition = resource.Partition.Length > 0 ? resource.Partition : "aws";
        json.WriteStartObject();
        json.WriteString("SchemaVersion", "2018-10-08");
        json.WriteString("Id", finding.Arn);
        json.WriteString("ProductArn", $"arn:{partition}:securityhub:{resource.Region}::product/aws/inspector");
        json.WriteString("ProductName", "Inspector");
        json.WriteString("CompanyName", "Amazon");
        json.WriteString("GeneratorId", "AWSInspector");
        json.WriteString("AwsAccountId", resource.Account.ToString());
        json.WriteString("Region", resource.Region);
        WriteTypes(json, content.Type);
        json.WriteString("FirstObservedAt", TimeOf(state.FirstObservedAt));
        json.WriteString("LastObservedAt", TimeOf(state.LastObservedAt));
        json.WriteString("CreatedAt", TimeOf(state.FirstObservedAt));
        json.WriteString("UpdatedAt", TimeOf(state.UpdatedAt));
        WriteSeverity(json, content.Severity);
        json.WriteString("Title", content.Title.Length > LongestTitle ? content.Title[..LongestTitle] : content.Title);
        json.WriteString("Description", FindingContent.Cut(content.Description));
        json.WriteStartObject("Remediation");
        json.WriteStartObject("Recommendation");
        json.WriteString("Text", RecommendationOf(content));
        json.WriteEndObject();
        json.WriteEndObject();
        WriteProductFields(json, finding);
        AsffResource.Write(json, resource);
        if (content.Package is { } flaw)
        {
            AsffVulnerability.Write(json, content, flaw);
        }

        WriteNetwork(json, content.Network);
        json.WriteString("RecordState", state.Status == FindingStatus.Active ? "ACTIVE" : "ARCHIVED");
        json.WriteStartObject("FindingProviderFields");
        json.WriteStartObject("Severity");
        json.WriteString("Label", LabelOf(content.Severity));
        json.WriteEndObject();
        WriteTypes(json, content.Type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTypes(Utf8JsonWriter json, FindingType type) => json.WriteTextList("Types", [type switch
    {
        FindingType.NetworkReachability => $"{CheckTypes}/AWS Security Best Practices/Network Reachability",
        FindingType.CodeVulnerability => $"{CheckTypes}/Vulnerabilities",
        _ => $"{CheckTypes}/Vulnerabilities/CVE",
    }]);

    private static void WriteSeverity(Utf8JsonWriter json, FindingSeverity severity)
    {
        json.WriteStartObject("Severity");
        json.WriteString("Label", LabelOf(severity));
        json.WriteNumber("Normalized", severity switch
        {
            FindingSeverity.Critical => 90,
            FindingSeverity.High => 70,
            FindingSeverity.Medium => 40,
            FindingSeverity.Low => 1,
            _ => 0,
        });
        json.WriteEndObject();
    }

    // the hub knows no untriaged ones
    private static string LabelOf(FindingSeverity severity) =>
        severity is FindingSeverity.Critical or FindingSeverity.High or FindingSeverity.Medium or FindingSeverity.Low ? FindingWords.Severity[severity] : "INFORMATIONAL";

    private static string RecommendationOf(FindingContent content) => content.Package is not null && content.FixAvailable != FixAvailable.No
        ? "Remediation is available. Please refer to the Fixed version in the vulnerability details section above. For detailed remediation guidance for each of the affected packages, refer to the vulnerabilities section of the detailed finding JSON."
        : content.Recommendation;

    private static void WriteProductFields(Utf8JsonWriter json, RecordedFinding finding)
    {
        json.WriteStartObject("ProductFields");
        json.WriteString("aws/inspector/FindingStatus", FindingWords.Status[finding.State.Status]);
        if (finding.Content.Score is { } score)
        {
            json.WriteString("aws/inspector/inspectorScore", score.ToString("0.0", CultureInfo.InvariantCulture));
        }

        json.WriteString("aws/inspector/ProductVersion", "2");
        if (finding.Resource.Type == ResourceType.AwsEc2Instance)
        {
            json.WriteString("aws/inspector/instanceId", finding.Resource.Id);
            json.WriteText("aws/inspector/resources/1/resourceDetails/awsEc2InstanceDetails/platform", finding.Resource.Machine?.OperatingSystem);
        }

        json.WriteEndObject();
    }

    private static void WriteNetwork(Utf8JsonWriter json, OpenPath? path)
    {
        if (path is null)
        {
            return;
        }

        json.WriteStartArray("NetworkPath");
        foreach (var step in path.Steps)
        {
            json.WriteStartObject();
            json.WriteString("ComponentId", step.ComponentId);
            json.WriteString("ComponentType", step.ComponentType);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
