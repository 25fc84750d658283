using System.Text.Json;
using Vigil.Domain;
using Vigil.Domain.Coverage;
using Vigil.Domain.Resources;
using Vigil.Server.Model;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Queries;

namespace Vigil.Server.Operations.Coverage;

/// <summary>What is watched, one by one and counted.</summary>
internal sealed class CoverageOperations(CoverageQueries coverage, Organization organization, PageTokens tokens) : IOperations
{
    private const int LongestPage = 200;

    private static readonly Dictionary<string, CoverageGroup> Groups = Enum.GetValues<CoverageGroup>()
        .ToDictionary(group => JsonNamingPolicy.SnakeCaseUpper.ConvertName(group.ToString()), StringComparer.Ordinal);

    public IEnumerable<OperationEntry> Entries =>
    [
        new("ListCoverage", Access.Look, List) { NeedsEnablement = true },
        new("ListCoverageStatistics", Access.Look, ListStatistics) { NeedsEnablement = true },
    ];

    private void List(Call call, Utf8JsonWriter json)
    {
        var page = coverage.List(Query(call) with { MaxResults = call.Input.OptionalNumber("maxResults") ?? LongestPage, NextToken = tokens.Read(call) });
        json.WriteStartArray("coveredResources");
        foreach (var entry in page.Items)
        {
            CoverageJson.Write(json, entry);
        }

        json.WriteEndArray();
        tokens.Write(json, call, page.NextToken);
    }

    // a group is named by its word (AWS_EC2_INSTANCE), as the original does, although the model says that it is named by what it is grouped by
    private void ListStatistics(Call call, Utf8JsonWriter json)
    {
        tokens.Read(call);
        var group = call.Input.OptionalText("groupBy") is { } word ? Groups[word] : CoverageGroup.None;
        var counts = coverage.Count(Query(call), group);
        if (counts.Groups.Count > 0)
        {
            json.WriteStartArray("countsByGroup");
            foreach (var (key, count) in counts.Groups)
            {
                json.WriteStartObject();
                json.WriteNumber("count", count);
                json.WriteString("groupKey", key);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteNumber("totalCounts", counts.Total);
    }

    private CoverageQuery Query(Call call) => new()
    {
        Accounts = [.. organization.VisibleTo(call.Account)],
        Criteria = call.Input.CoverageCriteria("filterCriteria"),
    };
}
