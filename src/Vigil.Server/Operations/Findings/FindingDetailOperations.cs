using System.Globalization;
using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Domain.Findings;
using Vigil.Server.Operations.Vulnerabilities;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Queries;

namespace Vigil.Server.Operations.Findings;

/// <summary>More on single findings: intelligence, snippets of code, clusters that run an image.</summary>
internal sealed class FindingDetailOperations(FindingQueries findings, Organization organization, PageTokens tokens) : IOperations
{
    private const int MostAddresses = 100;

    public IEnumerable<OperationEntry> Entries =>
    [
        new("BatchGetFindingDetails", Access.Look, GetDetails) { NeedsEnablement = true },
        new("BatchGetCodeSnippet", Access.Look, GetSnippets) { NeedsEnablement = true },
        new("GetClustersForImage", Access.Look, GetClusters) { NeedsEnablement = true },
    ];

    private void GetDetails(Call call, Utf8JsonWriter json)
    {
        var (found, missing) = Find(call);
        json.WriteStartArray("findingDetails");
        foreach (var finding in found)
        {
            WriteDetail(json, finding);
        }

        json.WriteEndArray();
        WriteErrors(json, call, missing, "FINDING_DETAILS_NOT_FOUND", "There is no such finding.");
    }

    // no scanner here looks into code yet, so no finding has a snippet
    private void GetSnippets(Call call, Utf8JsonWriter json)
    {
        var (found, missing) = Find(call);
        json.WriteStartArray("codeSnippetResults");
        json.WriteEndArray();
        WriteErrors(json, call, [.. found.Select(finding => finding.Arn), .. missing], "CODE_SNIPPET_NOT_FOUND", "There is no code for this finding.");
    }

    // nothing tells yet where images run
    private void GetClusters(Call call, Utf8JsonWriter json)
    {
        tokens.Read(call);
        json.WriteStartArray("cluster");
        json.WriteEndArray();
    }

    private (IReadOnlyList<RecordedFinding> Found, IReadOnlyList<string> Missing) Find(Call call)
    {
        string[] arns = [.. call.Input.Texts("findingArns").Distinct()];
        var found = findings.Find([.. organization.VisibleTo(call.Account)], arns);
        return (found, [.. arns.Except(found.Select(finding => finding.Arn), StringComparer.Ordinal)]);
    }

    private static void WriteDetail(Utf8JsonWriter json, RecordedFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("findingArn", finding.Arn);
        if (finding.Content.Package is { } flaw)
        {
            CisaJson.Write(json, flaw.Exploitation);
            json.WriteOptional("riskScore", finding.Content.Score is { } score ? (long)Math.Round(score * 10) : null);
            WriteEvidences(json, flaw);
            CisaJson.WriteObserved(json, flaw.Exploitation);
            json.WriteTexts("referenceUrls", flaw.References, MostAddresses);
            json.WriteTexts("cwes", flaw.Cwes);
            json.WriteOptional("epssScore", finding.Content.Epss);
        }

        json.WriteEndObject();
    }

    private static void WriteEvidences(Utf8JsonWriter json, Finding flaw)
    {
        json.WriteStartArray("evidences");
        foreach (var exploit in flaw.Exploitation.Exploits)
        {
            json.WriteStartObject();
            json.WriteString("evidenceRule", $"public exploit ({exploit.Source})");
            json.WriteString("evidenceDetail", exploit.Published is { } day ? string.Create(CultureInfo.InvariantCulture, $"{exploit.Name}, published {day:yyyy-MM-dd}") : exploit.Name);
            json.WriteString("severity", JsonNamingPolicy.SnakeCaseUpper.ConvertName(exploit.Maturity.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteErrors(Utf8JsonWriter json, Call call, IEnumerable<string> arns, string code, string message)
    {
        json.WriteStartArray("errors");
        foreach (var arn in arns)
        {
            var isOwn = AccountId.TryParse(arn.Split(':') is { Length: > 4 } parts ? parts[4] : "", out var account) && account == call.Account;
            json.WriteStartObject();
            json.WriteString("findingArn", arn);
            json.WriteString("errorCode", isOwn ? code : "ACCESS_DENIED");
            json.WriteString("errorMessage", isOwn ? message : "The finding is not one of the calling account.");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
