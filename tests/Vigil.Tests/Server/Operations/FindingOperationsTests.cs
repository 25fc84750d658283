using System.Text.Json;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Operations;

public sealed class FindingOperationsTests
{
    [Fact]
    public async Task Submitted_machine_has_findings_and_coverage()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();

        var resource = await Submissions.SubmitMachineAsync(client);
        var findings = (await client.CallAsync("ListFindings")).Body.GetProperty("findings");
        var coverage = (await client.CallAsync("ListCoverage")).Body.GetProperty("coveredResources");

        Assert.NotEmpty(findings.EnumerateArray());
        Assert.All(findings.EnumerateArray(), finding => Assert.Equal(resource, finding.GetProperty("resources")[0].GetProperty("id").GetString()));
        Assert.Contains(coverage.EnumerateArray(), entry => entry.GetProperty("resourceId").GetString() == resource);
    }

    [Fact]
    public async Task Pages_hold_every_finding_once_although_others_come_in_between()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        await Submissions.SubmitMachineAsync(client, "first");
        var before = Arns((await client.CallAsync("ListFindings")).Body);
        var seen = new List<string>();
        string? token = null;

        do
        {
            var page = (await client.CallAsync("ListFindings", new { maxResults = 1, nextToken = token })).Body;
            seen.AddRange(Arns(page));
            token = page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
            if (seen.Count == 2)
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                await Submissions.SubmitMachineAsync(client, "second");
            }
        }
        while (token is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(before.ToHashSet(), seen.ToHashSet());
    }

    [Fact]
    public async Task Token_fits_no_other_question_and_no_other_account()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        var other = await server.EnabledClientAsync(Domain.Accounts.AccountId.Parse("111122223333"));
        await Submissions.SubmitMachineAsync(client);
        var token = (await client.CallAsync("ListFindings", new { maxResults = 1 })).Body.GetProperty("nextToken").GetString();

        var otherQuestion = await client.CallAsync("ListFindings", new { nextToken = token, sortCriteria = new { field = "SEVERITY", sortOrder = "ASC" } });
        var otherAccount = await other.CallAsync("ListFindings", new { nextToken = token });

        Assert.Equal(("ValidationException", "ValidationException"), (otherQuestion.Error, otherAccount.Error));
    }

    [Fact]
    public async Task Account_that_is_not_enabled_is_told_so()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.Client().CallAsync("ListFindings");

        Assert.Equal((403, "AccessDeniedException"), (answer.Status, answer.Error));
        Assert.Contains("not enabled", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disabling_a_type_of_scan_closes_its_findings()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        await Submissions.SubmitMachineAsync(client);

        await client.CallAsync("Disable", new { resourceTypes = new[] { "EC2" } });
        var findings = (await client.CallAsync("ListFindings")).Body.GetProperty("findings");

        Assert.All(findings.EnumerateArray(), finding => Assert.Equal("CLOSED", finding.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Administrator_sees_its_members_and_they_do_not_see_each_other()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var member = await server.EnabledClientAsync(Domain.Accounts.AccountId.Parse("111122223333"));
        await Submissions.SubmitMachineAsync(member);
        await administrator.CallAsync("AssociateMember", new { accountId = member.Account.ToString() });

        var seen = Arns((await administrator.CallAsync("ListFindings")).Body);
        var disabled = await member.CallAsync("Disable");
        var made = await member.CallAsync("CreateFilter", new { name = "own-rule", action = "SUPPRESS", filterCriteria = new { } });

        Assert.NotEmpty(seen);
        Assert.Equal(("AccessDeniedException", "AccessDeniedException"), (disabled.Error, made.Error));
    }

    [Fact]
    public async Task Repeated_token_gives_the_same_answer_and_other_parameters_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client();

        var first = await client.CallAsync("Enable", new { resourceTypes = new[] { "EC2" }, clientToken = "t1" });
        await client.CallAsync("Disable");
        var again = await client.CallAsync("Enable", new { resourceTypes = new[] { "EC2" }, clientToken = "t1" });
        var other = await client.CallAsync("Enable", new { resourceTypes = new[] { "ECR" }, clientToken = "t1" });
        var status = await client.CallAsync("BatchGetAccountStatus");

        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal("ValidationException", other.Error);
        Assert.Equal("DISABLED", status.Body.GetProperty("accounts")[0].GetProperty("state").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Too_many_calls_are_throttled_with_a_time_to_wait()
    {
        await using var server = await RunningServer.StartAsync(configure: null, "--Vigil:Limits:CallsPerSecond=1", "--Vigil:Limits:CallBurst=1");
        var client = server.Client();

        await client.CallAsync("BatchGetAccountStatus");
        var answer = await client.CallAsync("BatchGetAccountStatus");

        Assert.Equal((429, "ThrottlingException", TimeSpan.FromSeconds(1)), (answer.Status, answer.Error, answer.RetryAfter));
    }

    private static string[] Arns(JsonElement page) => [.. page.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("findingArn").GetString()!)];
}
