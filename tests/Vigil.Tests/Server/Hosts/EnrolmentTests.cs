using System.Net;
using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Hosts;

public sealed class EnrolmentTests
{
    [Fact]
    public async Task Host_that_enrols_is_pending_and_listed_with_the_tags_of_its_token()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();

        var host = await AgentClient.EnrolAsync(server, administrator, new { tags = new { env = "prod" } });

        var listed = Assert.Single((await administrator.CallAsync("ListHosts")).Body.GetProperty("hosts").EnumerateArray());
        Assert.Equal((host.Id, "web-1", "PENDING_INITIAL_SCAN", "prod"), (
            listed.GetProperty("hostId").GetString(), listed.GetProperty("name").GetString(), listed.GetProperty("status").GetString(), listed.GetProperty("tags").GetProperty("env").GetString()));
    }

    [Fact]
    public async Task Token_is_worth_as_many_hosts_as_was_said_and_nothing_once_it_expired()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var twice = await AgentClient.TokenAsync(administrator, new { uses = 2 });
        var old = await AgentClient.TokenAsync(administrator, new { uses = 2 });

        Assert.Equal(200, (await AgentClient.EnrolAsync(server, twice)).Status);
        Assert.Equal(200, (await AgentClient.EnrolAsync(server, twice)).Status);
        Assert.Equal((403, "AccessDeniedException"), Outcome(await AgentClient.EnrolAsync(server, twice)));
        server.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal((403, "AccessDeniedException"), Outcome(await AgentClient.EnrolAsync(server, old)));
    }

    [Fact]
    public async Task Token_that_was_deleted_or_is_another_lets_nobody_in()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var token = await AgentClient.TokenAsync(administrator);

        Assert.Equal((403, "AccessDeniedException"), Outcome(await AgentClient.EnrolAsync(server, $"{token.Split('.')[0]}.{new string('A', 40)}")));
        Assert.Equal((403, "AccessDeniedException"), Outcome(await AgentClient.EnrolAsync(server, "nonsense")));
        Assert.Equal("ResourceNotFoundException", (await server.Client(AccountId.Parse("111122223333")).CallAsync("DeleteEnrolmentToken", new { tokenId = token.Split('.')[0] })).Error);
        Assert.Equal(200, (await administrator.CallAsync("DeleteEnrolmentToken", new { tokenId = token.Split('.')[0] })).Status);
        Assert.Equal((403, "AccessDeniedException"), Outcome(await AgentClient.EnrolAsync(server, token)));
    }

    [Fact]
    public async Task Token_is_shown_once_and_neither_stored_nor_audited()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var token = await AgentClient.TokenAsync(administrator, new { uses = 3 });
        await AgentClient.EnrolAsync(server, token);

        var secret = token.Split('.')[1];
        Assert.DoesNotContain(secret, (await administrator.CallAsync("ListEnrolmentTokens")).Body.GetRawText(), StringComparison.Ordinal);
        var audit = (await administrator.CallAsync("ListAuditEntries")).Body.GetRawText();
        Assert.Contains("EnrolHost", audit, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, audit, StringComparison.Ordinal);
        Assert.Equal(2, (await administrator.CallAsync("ListEnrolmentTokens")).Body.GetProperty("tokens")[0].GetProperty("usesLeft").GetInt32());
    }

    [Fact]
    public async Task Id_that_is_enrolled_is_not_given_twice_before_it_is_revoked()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var token = await AgentClient.TokenAsync(administrator, new { uses = 3 });
        var id = "i-0123456789abcdef0";

        Assert.Equal(200, (await AgentClient.EnrolAsync(server, token, id)).Status);
        Assert.Equal((409, "ConflictException"), Outcome(await AgentClient.EnrolAsync(server, token, id)));
        await administrator.CallAsync("RevokeHost", new { hostId = id });
        Assert.Equal(200, (await AgentClient.EnrolAsync(server, token, id)).Status);
    }

    [Fact]
    public async Task Unsigned_calls_of_one_address_are_bounded()
    {
        await using var server = await RunningServer.StartAsync(null, "--Vigil:Limits:UnsignedCallBurst", "3");

        var answers = new List<int>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            answers.Add((await AgentClient.EnrolAsync(server, "nonsense")).Status);
        }

        Assert.Contains(403, answers);
        Assert.Contains((int)HttpStatusCode.TooManyRequests, answers);
    }

    private static (int, string) Outcome(Answer answer) => (answer.Status, answer.Error);
}
