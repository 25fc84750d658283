using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Model;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Cis;

/// <summary>Runs of CIS checks and their results, by check and by machine.</summary>
internal sealed class CisScanOperations(CisSessions sessions, PageTokens tokens) : IOperations
{
    private const int LongestPage = 100;

    public IEnumerable<OperationEntry> Entries =>
    [
        new("ListCisScans", Access.Look, ListScans) { NeedsEnablement = true },
        new("GetCisScanResultDetails", Access.Look, GetDetails) { NeedsEnablement = true },
        new("ListCisScanResultsAggregatedByChecks", Access.Look, ListChecks) { NeedsEnablement = true },
        new("ListCisScanResultsAggregatedByTargetResource", Access.Look, ListTargets) { NeedsEnablement = true },
        new("GetCisScanReport", Access.Look, GetReport) { NeedsEnablement = true },
    ];

    private void ListScans(Call call, Utf8JsonWriter json)
    {
        var criteria = call.Input.Member("filterCriteria");
        var (page, next) = CisPage.Of(
            sessions.Shelf.List(call.Account).Where(one => criteria is null || Matches(criteria.Value, call.Account, one.Key, one.Value)),
            one => $"{SortKey(call, one.Value)}\n{one.Key}",
            call,
            tokens.Read(call),
            call.Input.OptionalNumber("maxResults") ?? LongestPage);
        json.WriteStartArray("scans");
        foreach (var (job, session) in page)
        {
            WriteScan(json, call.Account, job, session);
        }

        json.WriteEndArray();
        tokens.Write(json, call, next);
    }

    private static string SortKey(Call call, CisSession session) => call.Input.OptionalText("sortBy") switch
    {
        "STATUS" => session.Status,
        "FAILED_CHECKS" => $"{session.Count("FAILED"):D8}",
        "SCHEDULED_BY" => "",
        _ => $"{session.StartedAt.UtcTicks:D20}",
    };

    private static bool Matches(JsonElement criteria, AccountId account, string job, CisSession session) =>
        CisPage.Meets(criteria, "scanArnFilters", CisSessions.ScanArn(account, job, session))
        && CisPage.Meets(criteria, "scanNameFilters", NameOf(job))
        && CisPage.Meets(criteria, "scanStatusFilters", session.Status)
        && CisPage.Meets(criteria, "scheduledByFilters", account.ToString())
        && CisPage.Meets(criteria, "targetResourceIdFilters", CisSessions.TargetOf(job))
        && CisPage.Meets(criteria, "targetAccountIdFilters", account.ToString())
        && criteria.Member("targetResourceTagFilters") is null
        && criteria.Member("scanConfigurationArnFilters") is null
        && MeetsNumber(criteria, "failedChecksFilters", session.Count("FAILED"))
        && (criteria.Member("scanAtFilters") is null || criteria.Items("scanAtFilters").Any(range =>
            !(session.StartedAt < range.OptionalTime("earliestScanStartTime")) && !(session.StartedAt > range.OptionalTime("latestScanStartTime"))));

    private static bool MeetsNumber(JsonElement criteria, string name, int number) =>
        criteria.Member(name) is not { } filters
        || new Domain.Filters.NumberField<int>(name, value => value).Matches(number, CriteriaReading.Conditions(filters, name, name));

    private static string NameOf(string job) => $"session {job}";

    private static void WriteScan(Utf8JsonWriter json, AccountId account, string job, CisSession session)
    {
        json.WriteStartObject();
        json.WriteString("scanArn", CisSessions.ScanArn(account, job, session));
        json.WriteString("scanConfigurationArn", $"arn:aws:inspector2:{session.Region}:{account}:owner/{account}/cis-configuration/{job}");
        json.WriteString("status", session.Status);
        json.WriteString("scanName", NameOf(job));
        json.WriteTime("scanDate", session.StartedAt);
        json.WriteNumber("failedChecks", session.Count("FAILED"));
        json.WriteNumber("totalChecks", session.Checks.Count);
        json.WriteStartObject("targets");
        json.WriteTextList("accountIds", [account.ToString()]);
        json.WriteEndObject();
        json.WriteString("scheduledBy", account.ToString());
        json.WriteEndObject();
    }

    private void GetDetails(Call call, Utf8JsonWriter json)
    {
        if (sessions.Find(call, call.Text("scanArn")) is not var (job, session)
            || call.Text("targetResourceId") != CisSessions.TargetOf(job) || call.Text("accountId") != call.Account.ToString())
        {
            return;
        }

        var criteria = call.Input.Member("filterCriteria") ?? default;
        WriteChecks(call, json, "scanResultDetails", session, criteria, (id, outcome) =>
        {
            json.WriteString("scanArn", call.Text("scanArn"));
            json.WriteString("accountId", call.Account.ToString());
            json.WriteString("targetResourceId", CisSessions.TargetOf(job));
            json.WriteText("platform", session.Platform);
            json.WriteString("status", CisSession.ResultOf(outcome));
            json.WriteText("statusReason", outcome is "PASSED" or "FAILED" ? "" : outcome);
            json.WriteString("checkId", id);
        });
    }

    private void ListChecks(Call call, Utf8JsonWriter json)
    {
        if (sessions.Find(call, call.Text("scanArn")) is not var (_, session))
        {
            return;
        }

        var criteria = call.Input.Member("filterCriteria") ?? default;
        WriteChecks(call, json, "checkAggregations", session, criteria, (id, outcome) =>
        {
            json.WriteString("scanArn", call.Text("scanArn"));
            json.WriteString("checkId", id);
            json.WriteString("accountId", call.Account.ToString());
            WriteCounts(json, result => CisSession.ResultOf(outcome) == result ? 1 : 0);
            json.WriteText("platform", session.Platform);
        });
    }

    private void WriteChecks(Call call, Utf8JsonWriter json, string name, CisSession session, JsonElement criteria, Action<string, string> write)
    {
        var isFiltered = criteria.ValueKind == JsonValueKind.Object;
        var (page, next) = CisPage.Of(
            session.Checks.Where(check => !isFiltered
                || (CisPage.Meets(criteria, "checkIdFilters", check.Key) && CisPage.Meets(criteria, "findingStatusFilters", CisSession.ResultOf(check.Value)))),
            check => check.Key,
            call,
            tokens.Read(call),
            call.Input.OptionalNumber("maxResults") ?? LongestPage);
        if (page.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var (id, outcome) in page)
        {
            json.WriteStartObject();
            write(id, outcome);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        tokens.Write(json, call, next);
    }

    // a session is one machine
    private void ListTargets(Call call, Utf8JsonWriter json)
    {
        tokens.Read(call);
        if (sessions.Find(call, call.Text("scanArn")) is not var (job, session))
        {
            return;
        }

        json.WriteStartArray("targetResourceAggregations");
        json.WriteStartObject();
        json.WriteString("scanArn", call.Text("scanArn"));
        json.WriteString("targetResourceId", CisSessions.TargetOf(job));
        json.WriteString("accountId", call.Account.ToString());
        WriteCounts(json, session.Count);
        json.WriteText("platform", session.Platform);
        json.WriteText("targetStatus", session.Status switch
        {
            "IN_PROGRESS" => "",
            "COMPLETED" => "COMPLETED",
            _ => "CANCELLED",
        });
        json.WriteText("targetStatusReason", session.IsOpen ? "SCAN_IN_PROGRESS" : "");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void GetReport(Call call, Utf8JsonWriter json)
    {
        var (_, session) = sessions.Find(call, call.Text("scanArn")) ?? throw ApiException.NotFound($"There is no scan {call.Text("scanArn")}.");
        json.WriteString("status", session.IsOpen ? "IN_PROGRESS" : "FAILED");
    }

    private static void WriteCounts(Utf8JsonWriter json, Func<string, int> count)
    {
        json.WriteStartObject("statusCounts");
        json.WriteNumber("failed", count("FAILED"));
        json.WriteNumber("skipped", count("SKIPPED"));
        json.WriteNumber("passed", count("PASSED"));
        json.WriteEndObject();
    }
}
