using Microsoft.Extensions.DependencyInjection;
using Vigil.Server.Deliveries;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Deliveries;

public sealed class MailTests
{
    [Fact]
    public async Task A_mail_tells_what_happened_since_the_last_one_and_the_next_waits_for_its_time()
    {
        using var mail = new MailReceiver();
        await using var server = await StartAsync(mail.Port);
        var client = await server.EnabledClientAsync();
        await client.CallAsync("PutDestination", new { name = "soc", kind = "EMAIL", address = "mailto:soc@example.org, lead@example.org" });
        await Submissions.SubmitMachineAsync(client);
        await TellAsync(server);
        await Submissions.SubmitMachineAsync(client, "web-2");
        await TellAsync(server);

        var first = Assert.Single(mail.Messages);
        Assert.Matches("Subject: Vigil: [0-9]+ opened, 0 closed, the worst (critical|high|medium)", first);
        Assert.Contains("To: soc@example.org, lead@example.org", first, StringComparison.Ordinal);
        Assert.Contains("@vigil>", first, StringComparison.Ordinal);
        server.Clock.Advance(TimeSpan.FromHours(1));
        await TellAsync(server);
        Assert.Equal(2, mail.Messages.Count);
    }

    [Fact]
    public async Task A_mail_server_that_is_down_or_not_configured_is_told_of()
    {
        await using var server = await StartAsync("1");
        var client = await server.EnabledClientAsync();
        await client.CallAsync("PutDestination", new { name = "soc", kind = "EMAIL", address = "mailto:soc@example.org" });
        await Submissions.SubmitMachineAsync(client);
        await TellAsync(server);

        var error = (await client.CallAsync("ListDestinations")).Body.GetProperty("destinations")[0].GetProperty("lastError").GetString();
        Assert.StartsWith("127.0.0.1:1: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soc@example.org")]
    [InlineData("mailto:")]
    [InlineData("mailto:nobody at all, <")]
    public async Task An_address_of_nobody_is_refused(string address)
    {
        await using var server = await StartAsync("1");
        var client = await server.EnabledClientAsync();
        Assert.Equal(400, (await client.CallAsync("PutDestination", new { name = "soc", kind = "EMAIL", address })).Status);
    }

    private static Task<RunningServer> StartAsync(string port) => RunningServer.StartAsync(
        null, "--Vigil:Mail:Host", "127.0.0.1", "--Vigil:Mail:Port", port, "--Vigil:Mail:Security", "None", "--Vigil:Mail:From", "vigil@example.org");

    private static async Task TellAsync(RunningServer server)
    {
        var (shelf, run) = (server.Services.GetRequiredService<DestinationShelf>(), server.Services.GetRequiredService<DeliveryRun>());
        while (await run.StepAsync(shelf.All.Single(), TestContext.Current.CancellationToken))
        {
        }
    }
}
