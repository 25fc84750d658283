using Microsoft.Extensions.DependencyInjection;
using Vigil.Advisories.Compilation;
using Vigil.Domain.Advisories;
using Vigil.Server.Simulation;
using Vigil.Storage;
using Vigil.Tests.Server.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Server.Simulation;

public sealed class FeedHistoryTests
{
    [Fact]
    public async Task A_copy_of_the_estate_goes_through_all_generations_and_the_estate_stays()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        await Submissions.SubmitMachineAsync(client);
        await server.DoWorkAsync();
        var rests = server.Services.GetRequiredService<StoredEstate>().Generation;
        Publish(server, Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        Publish(server, Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "bash", "6")), Advisory("CVE-3", Source("Debian", "12", "sudo", "6")));
        using var output = new StringWriter();

        server.Services.GetRequiredService<FeedHistory>().Run(output, TestContext.Current.CancellationToken);

        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal(["2", "2", "2"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..4]);
        Assert.Equal(rests, server.Services.GetRequiredService<StoredEstate>().Generation);
    }

    private static void Publish(RunningServer server, params Advisory[] advisories)
    {
        using var writer = new Generations(Path.Combine(server.Data, "advisories")).BeginWriting();
        foreach (var advisory in advisories)
        {
            writer.Compiler.Add(advisory);
        }

        writer.Publish();
    }
}
