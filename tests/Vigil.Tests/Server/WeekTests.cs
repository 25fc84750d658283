using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Advisories.Exploits;
using Vigil.Domain.Advisories;
using Vigil.Domain.Coverage;
using Vigil.Server.Advisories;
using Vigil.Storage;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server;

public sealed class WeekTests(ITestOutputHelper output)
{
    private const int Machines = 20;

    [Fact]
    public async Task In_a_week_rules_expire_what_is_gone_is_deleted_and_scores_move_daily()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        for (var machine = 0; machine < Machines; machine++)
        {
            await Submissions.SubmitMachineAsync(client, $"web-{machine}");
        }

        var gone = await Submissions.SubmitMachineAsync(client, "gone");
        server.Services.GetRequiredService<ResourceRegister>().SetStatus(client.Account, gone, ScanType.Package, ScanStatusReason.ResourceTerminated);
        var flaw = (await client.CallAsync("ListFindings")).Body.GetProperty("findings")[0].GetProperty("packageVulnerabilityDetails").GetProperty("vulnerabilityId").GetString()!;
        var rule = await client.CallAsync("CreateFilter", new { name = "three-days", action = "SUPPRESS", filterCriteria = new { vulnerabilityId = Is(flaw) }, tags = Expiry(server) });
        Assert.True(rule.Status == 200, rule.Message);
        await server.DoWorkAsync();

        var memory = 0L;
        for (var day = 1; day <= 7; day++)
        {
            Publish(server, flaw, day / 100f);
            await PassADayAsync(server);
            Assert.Equal(day < 3 ? Machines : 0, await CountAsync(client, new { vulnerabilityId = Is(flaw), findingStatus = Is("SUPPRESSED") }));
            memory = day == 2 ? GC.GetTotalMemory(forceFullCollection: true) : memory;
        }

        var found = (await client.CallAsync("ListFindings", new { filterCriteria = new { vulnerabilityId = Is(flaw), findingStatus = Is("ACTIVE") } })).Body.GetProperty("findings");
        Assert.Equal(Machines, found.GetArrayLength());
        Assert.Equal(0.07, found[0].GetProperty("epss").GetProperty("score").GetDouble(), 3);
        Assert.Equal(0, await CountAsync(client, new { resourceId = Is(gone) }));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory after two days {memory >> 20} MiB, after seven {GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB (of this process: says something when the test runs alone)"));
        Assert.Empty(Integrity.Check(server.Services.GetRequiredService<EstateDatabase>()));
    }

    private static object[] Is(string value) => [new { comparison = "EQUALS", value }];

    private static async Task<int> CountAsync(SignedClient client, object criteria) =>
        (await client.CallAsync("ListFindings", new { maxResults = 100, filterCriteria = criteria })).Body.GetProperty("findings").GetArrayLength();

    private static Dictionary<string, string> Expiry(RunningServer server) => new() { ["vigil:expires-at"] = server.Clock.GetUtcNow().AddDays(3).ToString("O", CultureInfo.InvariantCulture) };

    private static async Task PassADayAsync(RunningServer server)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            server.Clock.Advance(TimeSpan.FromHours(1));
            await server.DoWorkAsync();
        }

        server.Services.GetServices<IHostedService>().OfType<AdvisoryWatch>().Single().Look();
        await server.DoWorkAsync();
    }

    private static void Publish(RunningServer server, string flaw, float probability)
    {
        var builder = new ExploitTableBuilder();
        builder.Add(new ExploitProbability(flaw, probability, probability));
        builder.Publish(Directory.CreateDirectory(Path.Combine(server.Data, "advisories")).FullName);
    }
}
