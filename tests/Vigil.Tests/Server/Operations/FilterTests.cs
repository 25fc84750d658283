using System.Text.Json;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Operations;

public sealed class FilterTests
{
    [Fact]
    public async Task Criteria_come_back_as_they_were_given()
    {
        const string criteria =
            """
            {"severity":[{"comparison":"EQUALS","value":"HIGH"},{"comparison":"NOT_EQUALS","value":"LOW"}],"updatedAt":[{"startInclusive":1,"endInclusive":1795521600.5}],
            "inspectorScore":[{"lowerInclusive":7.5}],"portRange":[{"beginInclusive":22,"endInclusive":23}],"resourceTags":[{"comparison":"EQUALS","key":"env","value":"prod"}],
            "vulnerablePackages":[{"name":{"comparison":"PREFIX","value":"lib"},"epoch":{"lowerInclusive":0,"upperInclusive":1}}]}
            """;
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();

        await client.CallAsync("CreateFilter", new { name = "all-kinds", action = "NONE", filterCriteria = JsonDocument.Parse(criteria).RootElement });
        var filter = (await client.CallAsync("ListFilters")).Body.GetProperty("filters")[0];

        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(criteria).RootElement, filter.GetProperty("criteria")), filter.GetRawText());
    }

    [Fact]
    public async Task Rule_with_an_expiry_suppresses_until_then()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        await Submissions.SubmitMachineAsync(client);
        var expiry = new Dictionary<string, string> { ["vigil:expires-at"] = "2026-11-24T13:00:00Z" };
        await client.CallAsync("CreateFilter", new { name = "for-an-hour", action = "SUPPRESS", filterCriteria = new { }, tags = expiry });

        Assert.Equal("SUPPRESSED", await StatusAsync(server, client, "SUPPRESSED"));
        server.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("ACTIVE", await StatusAsync(server, client, "ACTIVE"));
    }

    [Fact]
    public async Task Expiry_in_the_past_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        var tags = new Dictionary<string, string> { ["vigil:expires-at"] = "2020-01-01" };

        var answer = await client.CallAsync("CreateFilter", new { name = "too-late", action = "SUPPRESS", filterCriteria = new { }, tags });

        Assert.Equal((400, "tags.vigil:expires-at"), (answer.Status, answer.Body.GetProperty("fields")[0].GetProperty("name").GetString()));
    }

    // rules are weighed in the background: the clock of the server ticks until it is done
    private static async Task<string?> StatusAsync(RunningServer server, SignedClient client, string expected)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        string? status = null;
        for (var attempt = 0; attempt < 200 && status != expected && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken); attempt++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            status = (await client.CallAsync("ListFindings")).Body.GetProperty("findings")[0].GetProperty("status").GetString();
        }

        return status;
    }
}
