using System.Text.Json;
using Vigil.Domain.Coverage;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
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
        switch (entry)
        {
            case FeedEntry.OfFinding change:
                json.WritePropertyName("event");
                Write(json, change.Change);
                json.WritePropertyName("finding");
                FindingJson.Write(json, change.Finding);
                break;
            case FeedEntry.OfCoverage change:
                json.WriteStartObject("event");
                json.WriteTime("at", change.At);
                json.WriteString("event", change.IsFirstScan ? "FIRST_SCAN" : "COVERAGE_CHANGED");
                json.WriteString("status", CoverageWords.IsActive(change.Reason) ? "ACTIVE" : "INACTIVE");
                json.WriteString("reason", CoverageWords.Reason[change.Reason]);
                json.WriteEndObject();
                json.WritePropertyName("resource");
                ResourceJson.Write(json, change.Resource);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(entry));
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
