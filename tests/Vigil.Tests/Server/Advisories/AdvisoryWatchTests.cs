using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Server.Advisories;
using Vigil.Storage;
using Vigil.Storage.Work;
using Vigil.Tests.Server.Support;
using static Vigil.Tests.Matching.Judgement;

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
    public async Task Days_of_exploitation_data_leave_two_open_and_the_generation_as_it_is()
    {
        await using var server = await RunningServer.StartAsync();
        await server.DoWorkAsync();
        var library = server.Services.GetRequiredService<AdvisoryLibrary>();
        var (store, first) = (library.Current.Store, library.Current.Exploits);
        for (var day = 1; day <= 10; day++)
        {
            PublishExploits(server, day / 20f);
            Watch(server).Look();
            await server.DoWorkAsync();
            Watch(server).Look();
        }

        Assert.Same(store, library.Current.Store);
        Assert.NotSame(first, library.Current.Exploits);
        Assert.Equal(2, File.ReadLines("/proc/self/maps").Count(line => line.Contains(Path.Combine(server.Data, "advisories"), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_failed_is_left_its_pause_until_something_new_is_published()
    {
        await using var server = await RunningServer.StartAsync();
        await server.DoWorkAsync();
        var list = server.Services.GetRequiredService<WorkList>();
        PublishExploits(server, 0.1f);
        Watch(server).Look();
        var held = list.Take("another", WorkLane.Bulk, 10, TimeSpan.FromMinutes(1)).Single(work => work.Item.Kind == AdvisoryWorker.Item.Kind);
        var later = server.Clock.GetUtcNow().AddMinutes(30);
        list.Fail(held, "the disk is full", later);

        Watch(server).Look();
        Assert.Equal(later, Assert.Single(list.List(AdvisoryWorker.Item.Kind, AdvisoryWorker.Item.Account)).Item.DueAt);
        PublishExploits(server, 0.2f);
        Watch(server).Look();
        Assert.True(Assert.Single(list.List(AdvisoryWorker.Item.Kind, AdvisoryWorker.Item.Account)).Item.DueAt < later);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_estate_on_its_way_to_a_generation_that_is_gone_or_damaged_heals_itself(bool isDamaged)
    {
        await using var server = await RunningServer.StartAsync();
        await Submissions.SubmitMachineAsync(await server.EnabledClientAsync());
        await server.DoWorkAsync();
        var (estate, current) = (server.Services.GetRequiredService<StoredEstate>(), server.Services.GetRequiredService<AdvisoryLibrary>().Current.Store);
        using var gone = Generation(Advisory("CVE-2026-10001", Source("Debian", "12", "curl", "9")));
        Assert.Throws<OperationCanceledException>(() => estate.Apply(GenerationDiff.Compute(current, gone), gone, () => throw new OperationCanceledException(), CancellationToken.None));

        if (isDamaged)
        {
            var directory = Directory.CreateDirectory(Path.Combine(server.Data, "advisories")).FullName;
            await File.WriteAllTextAsync(Path.Combine(directory, gone.ContentId + ".vgl"), "half of it", TestContext.Current.CancellationToken);
        }

        Watch(server).Look();
        await server.DoWorkAsync();

        Assert.Equal((current.ContentId, null), (estate.Generation, estate.Unfinished));
    }

    private static AdvisoryWatch Watch(RunningServer server) => server.Services.GetServices<IHostedService>().OfType<AdvisoryWatch>().Single();

    private static void PublishExploits(RunningServer server, float probability)
    {
        var builder = new ExploitTableBuilder();
        builder.Add(new ExploitProbability("CVE-2026-10001", probability, 0.5f));
        builder.Publish(Directory.CreateDirectory(Path.Combine(server.Data, "advisories")).FullName);
    }
}
