using System.Text.Json;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Coverage;
using Vigil.Domain.Findings;
using Vigil.Server.Model;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Queries;

namespace Vigil.Server.Operations.Findings;

/// <summary>What happened to findings: of one its whole history, of all of them what is new since a number.</summary>
internal sealed class HistoryOperations(FindingQueries findings, ChangeFeed feed, Organization organization) : IOperations
{
    private const int LongestPage = 100;

    public IEnumerable<OperationEntry> Entries =>
    [
        new("ListFindingHistory", Access.Look, ListHistory) { NeedsEnablement = true },
        new("ListChanges", Access.Look, ListChanges) { NeedsEnablement = true },
    ];

    private void ListHistory(Call call, Utf8JsonWriter json)
    {
        var history = findings.History([.. organization.VisibleTo(call.Account)], call.Text("findingArn"));
        if (history.Count == 0)
        {
            throw ApiException.NotFound($"There is no finding {call.Text("findingArn")}.");
        }

        json.WriteStartArray("events");
        foreach (var entry in history)
        {
            Write(json, entry);
        }

        json.WriteEndArray();
    }

    private void ListChanges(Call call, Utf8JsonWriter json)
    {
        var after = call.Input.Member("after")?.GetInt64() ?? 0;
        var (entries, readTo) = feed.Read([.. organization.VisibleTo(call.Account)], after, call.Input.OptionalNumber("maxResults") ?? LongestPage);
        json.WriteStartArray("changes");
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteNumber("number", entry.Number);
            Write(json, entry);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("readTo", readTo);
    }

    private static void Write(Utf8JsonWriter json, FeedEntry entry)
    {
        if (entry is FeedEntry.OfFinding(_, var change, var finding))
        {
            json.WritePropertyName("event");
            Write(json, change);
            json.WritePropertyName("finding");
            FindingJson.Write(json, finding);
        }
        else if (entry is FeedEntry.OfCoverage coverage)
        {
            json.WriteStartObject("coverage");
            json.WriteTime("at", coverage.At);
            json.WriteString("resourceId", coverage.Resource.Id);
            json.WriteString("scanType", CoverageWords.Type[coverage.ScanType]);
            json.WriteString("reason", CoverageWords.Reason[coverage.Reason]);
            json.WriteBoolean("isFirstScan", coverage.IsFirstScan);
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, HistoryEntry entry)
    {
        json.WriteStartObject();
        json.WriteTime("at", entry.At);
        json.WriteString("event", JsonNamingPolicy.SnakeCaseUpper.ConvertName(entry.Event.ToString()));
        json.WriteString("status", FindingWords.Status[entry.Status]);
        json.WriteText("reason", entry.Reason == ClosedReason.None ? "" : JsonNamingPolicy.SnakeCaseUpper.ConvertName(entry.Reason.ToString()));
        json.WriteEndObject();
    }
}
