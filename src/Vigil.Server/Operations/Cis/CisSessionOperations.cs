using System.Text.Json;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Cis;

/// <summary>What the agent on a machine tells of a run: start, sign of life, results, end.</summary>
internal sealed class CisSessionOperations(CisSessions sessions) : IOperations
{
    /// <summary>Most checks in a run.</summary>
    private const int MostChecks = 10_000;

    public IEnumerable<OperationEntry> Entries =>
    [
        new("StartCisSession", Access.Submit, Start) { NeedsEnablement = true },
        new("SendCisSessionHealth", Access.Submit, (call, _) => Change(call, session => session)) { NeedsEnablement = true },
        new("SendCisSessionTelemetry", Access.Submit, (call, _) => Change(call, session => WithResults(session, call))) { NeedsEnablement = true },
        new("StopCisSession", Access.Submit, (call, _) => Change(call, session => Stopped(session, call))) { NeedsEnablement = true },
    ];

    private void Start(Call call, Utf8JsonWriter json)
    {
        var token = call.Input.GetProperty("message").GetProperty("sessionToken").GetString()!;
        sessions.Shelf.Change(call.Account, call.Text("scanJobId"), before => before is null || before.Token == token
            ? before ?? new CisSession { Token = token, Region = call.Caller.Region, StartedAt = call.At, HeardAt = call.At }
            : throw Busy(call));
    }

    private void Change(Call call, Func<CisSession, CisSession> change) => sessions.Shelf.Change(call.Account, call.Text("scanJobId"), before =>
        before is { IsOpen: true } && before.Token == call.Text("sessionToken")
            ? change(before) with { HeardAt = call.At }
            : throw Busy(call));

    private static CisSession WithResults(CisSession session, Call call)
    {
        var checks = session.Checks.SetItems(call.Input.Items("messages").Select(message =>
            KeyValuePair.Create(message.GetProperty("ruleId").GetString()!, message.GetProperty("status").GetString()!)));
        return checks.Count <= MostChecks ? session with { Checks = checks } : throw ApiException.Refused($"A session has at most {MostChecks} checks.");
    }

    private static CisSession Stopped(CisSession session, Call call)
    {
        var message = call.Input.GetProperty("message");
        return session with
        {
            Status = message.GetProperty("status").GetString() switch
            {
                "SUCCESS" => "COMPLETED",
                "INTERRUPTED" => "CANCELLED",
                _ => "FAILED",
            },
            Platform = message.Member("computePlatform")?.OptionalText("product") ?? "",
        };
    }

    private static ApiException Busy(Call call)
    {
        var job = call.Text("scanJobId");
        return ApiException.Conflict($"The scan job {job} has no open session with this token.", job, "CisSession");
    }
}
