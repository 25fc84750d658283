using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Reachability;

namespace Vigil.Cli.Output;

/// <summary>Network findings in the words of the Inspector API; described in <c>docs/formats/reach-json.md</c>.</summary>
internal static class ReachFindingJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Exposure> exposures)
    {
        json.WriteStartObject();
        json.WriteStartArray("findings");
        foreach (var finding in exposures.Select(NetworkFinding.Of))
        {
            json.WriteStartObject();
            json.WriteString("type", "NETWORK_REACHABILITY");
            json.WriteString("title", finding.Title);
            json.WriteString("description", finding.Description);
            json.WriteString("severity", FindingWords.Severity[finding.Severity]);
            json.WriteStartObject("networkReachabilityDetails");
            json.WriteStartObject("openPortRange");
            json.WriteNumber("begin", finding.PortFrom);
            json.WriteNumber("end", finding.PortTo);
            json.WriteEndObject();
            json.WriteString("protocol", ReachJson.Word(finding.Transport));
            json.WriteStartObject("networkPath");
            json.WriteStartArray("steps");
            foreach (var step in finding.Steps)
            {
                json.WriteStartObject();
                json.WriteString("componentId", step.Id);
                json.WriteString("componentType", step.Type);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("remediation");
            json.WriteStartObject("recommendation");
            json.WriteString("text", NetworkFinding.Remediation);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("resources");
            json.WriteStartObject();
            json.WriteString("type", "AWS_EC2_INSTANCE");
            json.WriteString("id", finding.InstanceId);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
