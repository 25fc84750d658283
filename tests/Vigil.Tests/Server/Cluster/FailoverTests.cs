using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Vigil.Advisories.Compilation;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Storage;
using Vigil.Tests.Server.Support;
using Vigil.Tests.Storage;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Server.Cluster;

public sealed class FailoverTests(ITestOutputHelper output) : IDisposable
{
    private const int Machines = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PatienceOfClients = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo _site = Directory.CreateTempSubdirectory("vigil-site-");

    [Fact]
    public async Task Two_servers_killed_in_turn_under_load_and_their_database_restarted_lose_nothing_and_double_nothing()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed");
        using var postgres = PostgresServer.StartAnother();
        var connection = postgres.NewSchemaHere();
        await using var receiver = await Receiver.StartAsync();
        Publish(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var one = new ServerOfSite(connection, _site.FullName);
        await one.WaitUntilReadyAsync();
        using var two = new ServerOfSite(connection, _site.FullName);
        await two.WaitUntilReadyAsync();
        await one.Client.CallAsync("PutDestination", new { name = "hook", kind = "WEBHOOK", address = receiver.Address });

        var load = SubmitAllAsync(one, two);
        await KillAsync(one, "first");
        await KillAsync(two, "second");
        postgres.Restart();
        await load;

        Publish(Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "curl", "9")));
        await UntilAsync(() => Task.FromResult(EventsTold(receiver, "vigil.finding.opened") > Machines));
        await KillAsync(one, "first, on the way to a generation,");
        Publish(Advisory("CVE-2", Source("Debian", "12", "curl", "9")));
        await UntilAsync(async () => await ActiveAsync(two) == Machines);
        await UntilAsync(() => Task.FromResult(EventsTold(receiver, "vigil.finding.opened") == 2 * Machines && EventsTold(receiver, "vigil.finding.closed") == Machines));

        AssertNothingIsDoubled(connection, receiver);
    }

    [Fact]
    public async Task A_server_cut_off_from_the_database_under_load_stops_nobody_else_and_comes_back()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed");
        using var postgres = PostgresServer.StartAnother();
        var connection = postgres.NewSchemaHere();
        using var cable = new Cable(connection);
        await using var receiver = await Receiver.StartAsync();
        Publish(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var one = new ServerOfSite(cable.Connection, _site.FullName);
        await one.WaitUntilReadyAsync();
        using var two = new ServerOfSite(connection, _site.FullName);
        await two.WaitUntilReadyAsync();
        await one.Client.CallAsync("PutDestination", new { name = "hook", kind = "WEBHOOK", address = receiver.Address });

        var load = SubmitAllAsync(one, two);
        await UntilAsync(async () => await ActiveAsync(two) > 5);
        cable.Pull();
        var watch = Stopwatch.StartNew();
        Publish(Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "curl", "9")));
        await SubmitAsync(two, "while one is cut off");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first server cut off: the other writes after {watch.Elapsed.TotalSeconds:0.0} s"));
        await load;
        await UntilAsync(() => Task.FromResult(EventsTold(receiver, "vigil.finding.opened") == 2 * (Machines + 1)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and has taken over all that there was to do after {watch.Elapsed.TotalSeconds:0.0} s"));
        cable.Plug();
        await UntilAsync(async () => await ActiveAsync(one) == 100); // as many as on a page
        Publish(Advisory("CVE-2", Source("Debian", "12", "curl", "9")));
        await UntilAsync(() => Task.FromResult(EventsTold(receiver, "vigil.finding.closed") == Machines + 1));

        AssertNothingIsDoubled(connection, receiver);
    }

    public void Dispose() => _site.Delete(recursive: true);

    private static void AssertNothingIsDoubled(string connection, Receiver receiver)
    {
        using var database = EstateDatabase.Open(new DatabaseOptions { PostgresConnection = connection });
        Assert.Empty(Integrity.Check(database));
        Assert.All(
            receiver.Messages.Select(message => JsonDocument.Parse(message.Body).RootElement).GroupBy(one => one.GetProperty("id").GetString()),
            same => Assert.Single(same.Select(one => (one.GetProperty("type").GetString(), one.GetProperty("subject").GetString(), one.GetProperty("time").GetString())).Distinct()));
    }

    // how long until the site answers again by the one that is left, and until the other is back
    private async Task KillAsync(ServerOfSite server, string which)
    {
        server.Kill();
        var watch = Stopwatch.StartNew();
        server.Restart();
        await server.WaitUntilReadyAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{which} server killed and back after {watch.Elapsed.TotalSeconds:0.0} s"));
    }

    private static async Task SubmitAllAsync(ServerOfSite one, ServerOfSite two)
    {
        ServerOfSite[] servers = [one, two];
        for (var machine = 0; machine < Machines; machine++)
        {
            var server = servers[machine % 2];
            await UntilAsync(async () =>
            {
                try
                {
                    if ((await TrySubmitAsync(server, $"web-{machine}").WaitAsync(PatienceOfClients)).Status == 200)
                    {
                        return true;
                    }
                }
                catch (Exception fault) when (fault is HttpRequestException or TimeoutException)
                {
                    // it is not there, or out of reach of the database
                }

                // as a balancer would: to the other one from now on
                server = server == one ? two : one;
                servers = [server, server];
                return false;
            });
        }
    }

    private static Task SubmitAsync(ServerOfSite server, string machine) => UntilAsync(async () => (await TrySubmitAsync(server, machine)).Status == 200);

    private static Task<Answer> TrySubmitAsync(ServerOfSite server, string machine)
    {
        var inventory = Convert.ToBase64String(InventoryEncoder.Encode(new Inventory
        {
            Artifact = new ArtifactIdentity(ArtifactKind.Host, "/"),
            Packages = [Site.Installed(Package("Debian", "12", "curl", "7"))],
        }));
        return server.Client.CallAsync("SubmitInventory", new { inventory, resource = new { name = machine } });
    }

    private static async Task<int> ActiveAsync(ServerOfSite server)
    {
        var criteria = new { findingStatus = new[] { new { comparison = "EQUALS", value = "ACTIVE" } } };
        var answer = await server.Client.CallAsync("ListFindings", new { maxResults = 100, filterCriteria = criteria });
        return answer.Status == 200 ? answer.Body.GetProperty("findings").GetArrayLength() : 0;
    }

    private static int EventsTold(Receiver receiver, string type) => receiver.Messages
        .Select(message => JsonDocument.Parse(message.Body).RootElement)
        .Where(one => one.GetProperty("type").GetString() == type)
        .Select(one => one.GetProperty("id").GetString())
        .Distinct(StringComparer.Ordinal)
        .Count();

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private void Publish(params Advisory[] advisories)
    {
        using var writer = new Generations(Path.Combine(_site.FullName, "advisories")).BeginWriting();
        foreach (var advisory in advisories)
        {
            writer.Compiler.Add(advisory);
        }

        writer.Publish();
    }
}
