using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Advisories.Exploits;
using Vigil.Domain.Advisories;
using Vigil.Server.Advisories;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Advisories;

public sealed class AdvisoryWatchTests
{
    [Fact]
    public async Task A_new_day_of_exploitation_data_reaches_the_findings()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        await Submissions.SubmitMachineAsync(client);
        var before = (await client.CallAsync("ListFindings")).Body.GetProperty("findings")[0];
        var flaw = before.GetProperty("packageVulnerabilityDetails").GetProperty("vulnerabilityId").GetString()!;
        var builder = new ExploitTableBuilder();
        builder.Add(new ExploitProbability(flaw, 0.77f, 0.99f));
        builder.Publish(Directory.CreateDirectory(Path.Combine(server.Data, "advisories")).FullName);

        server.Services.GetServices<IHostedService>().OfType<AdvisoryWatch>().Single().Look();
        await server.DoWorkAsync();

        var arns = new { findingArn = new[] { new { comparison = "EQUALS", value = before.GetProperty("findingArn").GetString() } } };
        var after = (await client.CallAsync("ListFindings", new { filterCriteria = arns })).Body.GetProperty("findings")[0];
        Assert.False(before.TryGetProperty("epss", out _));
        Assert.Equal(0.77, after.GetProperty("epss").GetProperty("score").GetDouble(), 3);
    }

    [Fact]
    public async Task A_hundred_days_of_exploitation_data_leave_few_open_and_the_generation_as_it_is()
    {
        await using var server = await RunningServer.StartAsync();
        var library = server.Services.GetRequiredService<AdvisoryLibrary>();
        var (store, first) = (library.Current.Store, library.Current.Exploits);
        for (var day = 1; day <= 100; day++)
        {
            var builder = new ExploitTableBuilder();
            builder.Add(new ExploitProbability("CVE-2026-10001", day / 200f, 0.5f));
            builder.Publish(Directory.CreateDirectory(Path.Combine(server.Data, "advisories")).FullName);
            library.Renew();
        }

        Assert.Same(store, library.Current.Store);
        Assert.NotSame(first, library.Current.Exploits);
        Assert.InRange(File.ReadLines("/proc/self/maps").Count(line => line.Contains(server.Data, StringComparison.Ordinal)), 1, 8);
    }
}
