using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Aggregations;

namespace Vigil.Server.Operations.Aggregations;

/// <summary>Counting active findings by what they are about.</summary>
internal sealed class AggregationOperations(AggregationQueries aggregations, Organization organization, PageTokens tokens) : IOperations
{
    private const int LongestPage = 100;

    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    public IEnumerable<OperationEntry> Entries => [new("ListFindingAggregations", Access.Look, List) { NeedsEnablement = true }];

    private void List(Call call, Utf8JsonWriter json)
    {
        var form = AggregationForm.Of(call.Text("aggregationType"));
        var page = aggregations.List(Query(call, form, RequestOf(call, form)));
        json.WriteString("aggregationType", form.Word);
        json.WriteStartArray("responses");
        foreach (var row in page.Items)
        {
            json.WriteStartObject();
            json.WriteStartObject(form.Member);
            form.Write(json, row);
            WriteSeverities(json, row);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        tokens.Write(json, call, page.NextToken);
    }

    private AggregationQuery Query(Call call, AggregationForm form, JsonElement request) => new()
    {
        Accounts = [.. organization.VisibleTo(call.Account)],
        Type = form.Type,
        Criteria = new Criteria([.. Conditions(call.Input, "accountIds"), .. ConditionsOf(request)]),
        FindingType = request.OptionalText("findingType") is { } finding && FindingWords.Type.TryParse(finding, out var findingType) ? findingType : null,
        ResourceType = request.OptionalText("resourceType") is { } resource && ResourceTypes.Words.TryParse(resource, out var resourceType) ? resourceType : null,
        SortBy = SortOf(request.OptionalText("sortBy")),
        IsAscending = request.OptionalText("sortOrder") == "ASC",
        MaxResults = call.Input.OptionalNumber("maxResults") ?? LongestPage,
        NextToken = tokens.Read(call),
    };

    // the request of another type of aggregation is a mistake that must not pass unseen
    private static JsonElement RequestOf(Call call, AggregationForm form)
    {
        if (call.Input.Member("aggregationRequest") is not { } request)
        {
            return Nothing;
        }

        return request.Member(form.Member) ?? throw ApiException.Invalid("aggregationRequest", $"must have {form.Member} for the type {form.Word}");
    }

    private static IEnumerable<FieldConditions> ConditionsOf(JsonElement request) => request.EnumerateObject()
        .Where(member => member.Value.ValueKind == JsonValueKind.Array)
        .SelectMany(member => Conditions(request, member.Name));

    private static ImmutableArray<FieldConditions> Conditions(JsonElement input, string name) => input.Member(name) is { } list
        ? [new FieldConditions(name, CriteriaReading.Conditions(list, name, name))]
        : [];

    private static AggregationSort SortOf(string? word) => word switch
    {
        "CRITICAL" => AggregationSort.Critical,
        "HIGH" => AggregationSort.High,
        "NETWORK_FINDINGS" => AggregationSort.NetworkFindings,
        "AFFECTED_IMAGES" or "AFFECTED_INSTANCES" => AggregationSort.AffectedResources,
        _ => AggregationSort.All,
    };

    private static void WriteSeverities(Utf8JsonWriter json, AggregationRow row)
    {
        json.WriteStartObject("severityCounts");
        json.WriteNumber("all", row.All);
        json.WriteNumber("medium", row.Medium);
        json.WriteNumber("high", row.High);
        json.WriteNumber("critical", row.Critical);
        json.WriteEndObject();
    }
}
