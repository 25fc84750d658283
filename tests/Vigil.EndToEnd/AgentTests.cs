using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>A server, and an agent on a host with a network of its own.</summary>
public sealed class AgentTests : IDisposable
{
    private const string Old = "1.0.1e-2";

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Host_enrols_reports_upgrades_loses_the_network_and_its_power_and_is_revoked()
    {
        using var host = SecondHost.Create();
        await using var server = await ServerProcess.StartEmptyAsync(host.Near, "--Vigil:Hosts:ReportSeconds", "5");
        var root = _workspace.DebianRoot("openssl", Old);
        var token = (await server.CallAsync("/vigil/v1/enrolment-tokens/create", """{"tags":{"env":"test"}}""")).GetProperty("token").GetString()!;

        Assert.Equal(0, await EndAsync(host, "agent", "enrol", "--server", server.Address, "--token", token, "--name", "second", "--state", _workspace["state"]));
        var id = Assert.Single((await server.CallAsync("/vigil/v1/hosts/list", "{}")).GetProperty("hosts").EnumerateArray()).GetProperty("hostId").GetString()!;

        using (var agent = Start(host, root, "1h"))
        {
            await agent.SaysAsync("inventory sent");
            Assert.NotEqual(0, await ActiveAsync(server, id));

            Install(root, "3.0.99-1");
            await agent.SaysAsync("inventory sent");
            Assert.Equal(0, await ActiveAsync(server, id));

            await server.CallAsync("/vigil/v1/scans/start", $$"""{"resourceId":"{{id}}"}""");
            await agent.SaysAsync("inventory sent");

            Directory.CreateDirectory(Path.Combine(root, "opt/shop/flask-1.0.dist-info"));
            File.WriteAllText(Path.Combine(root, "opt/shop/flask-1.0.dist-info/METADATA"), "Name: flask\nVersion: 1.0\n");
            await server.CallAsync("/ec2deepinspectionconfiguration/update", """{"packagePaths":["/opt/shop"]}""", "inspector2");
            await agent.SaysAsync("2 packages");
            await agent.SaysAsync("inventory sent");

            host.Connect(isUp: false);
            Install(root, Old);
            await agent.SaysAsync("again in");
            await agent.KillAsync();
        }

        using (var agent = Start(host, root, "2s"))
        {
            await agent.SaysAsync("again in");
            host.Connect(isUp: true);
            await agent.SaysAsync("inventory sent");
            Assert.NotEqual(0, await ActiveAsync(server, id));

            await server.CallAsync("/vigil/v1/hosts/revoke", $$"""{"hostId":"{{id}}"}""");
            await agent.SaysAsync("it was revoked");
            Assert.Equal(7, await agent.EndsAsync());
        }

        Assert.Equal("UNMANAGED_EC2_INSTANCE", (await server.CallAsync("/coverage/list", "{}", "inspector2")).GetProperty("coveredResources")[0].GetProperty("scanStatus").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Listening_socket_of_the_host_has_its_process_and_package()
    {
        using var host = SecondHost.Create();
        var root = _workspace.DebianRoot("demo-server", "1.0");
        var program = Path.Combine(root, "usr/sbin/demo-server");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        Directory.CreateDirectory(Path.Combine(root, "var/lib/dpkg/info"));
        File.Copy("/usr/bin/perl", program);
        File.WriteAllText(Path.Combine(root, "var/lib/dpkg/info/demo-server.list"), "/usr/sbin/demo-server\n");
        using var listener = host.Start(
            program, "-MIO::Socket::INET", "-e", $"""$| = 1; my $s = IO::Socket::INET->new(Listen => 5, LocalAddr => "{host.Far}", LocalPort => 8080) or die; print "ready\n"; sleep 600""");
        Assert.Equal("ready", await listener.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        using var vigil = host.Start("dotnet", VigilProcess.Program, "inventory", "host", "--root", root, "-f", "json");
        using var inventory = await JsonDocument.ParseAsync(vigil.StandardOutput.BaseStream, default, TestContext.Current.CancellationToken);
        listener.Kill(entireProcessTree: true);

        var socket = Assert.Single(inventory.RootElement.GetProperty("listeningSockets").EnumerateArray());
        string[] members = ["protocol", "address", "process", "package"];
        Assert.Equal(["TCP", host.Far, "demo-server", "demo-server"], members.Select(member => socket.GetProperty(member).GetString()));
        Assert.Equal(8080, socket.GetProperty("port").GetInt32());
    }

    public void Dispose() => _workspace.Dispose();

    private static async Task<int> EndAsync(SecondHost host, params string[] arguments)
    {
        using var agent = new AgentProcess(host.Start(["dotnet", VigilProcess.Program, .. arguments]));
        return await agent.EndsAsync();
    }

    private AgentProcess Start(SecondHost host, string root, string interval) =>
        new(host.Start("dotnet", VigilProcess.Program, "agent", "run", "--state", _workspace["state"], "--root", root, "--interval", interval));

    // as dpkg does it
    private static void Install(string root, string version)
    {
        var status = Path.Combine(root, "var/lib/dpkg/status");
        File.WriteAllText(status + "-new", $"Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: {version}\n\n");
        File.Move(status + "-new", status, overwrite: true);
    }

    private static async Task<int> ActiveAsync(ServerProcess server, string id) => (await server.CallAsync(
        "/findings/list",
        $$"""{"filterCriteria":{"resourceId":[{"comparison":"EQUALS","value":"{{id}}"}],"findingStatus":[{"comparison":"EQUALS","value":"ACTIVE"}] } }""",
        "inspector2")).GetProperty("findings").GetArrayLength();
}
