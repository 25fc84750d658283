using System.Text.Json;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Queries;

namespace Vigil.Server.Operations.Findings;

/// <summary>Listing findings.</summary>
internal sealed class FindingOperations(FindingQueries findings, Organization organization, PageTokens tokens) : IOperations
{
    private const int LongestPage = 100;

    private static readonly Dictionary<string, FindingSort> SortFields = Enum.GetValues<FindingSort>()
        .ToDictionary(field => JsonNamingPolicy.SnakeCaseUpper.ConvertName(field.ToString()), StringComparer.Ordinal);

    public IEnumerable<OperationEntry> Entries => [new("ListFindings", Access.Look, List) { NeedsEnablement = true }];

    private void List(Call call, Utf8JsonWriter json)
    {
        var sort = call.Input.Member("sortCriteria");
        var page = findings.List(new FindingQuery
        {
            Accounts = [.. organization.VisibleTo(call.Account)],
            Criteria = call.Input.FindingCriteria("filterCriteria"),
            SortBy = sort is { } wanted ? SortFields[wanted.GetProperty("field").GetString()!] : FindingSort.FirstObservedAt,
            IsDescending = sort?.GetProperty("sortOrder").GetString() == "DESC",
            MaxResults = call.Input.OptionalNumber("maxResults") ?? LongestPage,
            NextToken = tokens.Read(call),
        });
        json.WriteStartArray("findings");
        foreach (var finding in page.Items)
        {
            FindingJson.Write(json, finding);
        }

        json.WriteEndArray();
        tokens.Write(json, call, page.NextToken);
    }
}
