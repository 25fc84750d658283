using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>One story from end to end, on real programs: a server, a host with an agent, a registry with two images, a function, and three who are told.</summary>
public sealed class StoryTests(ITestOutputHelper output) : IDisposable
{
    private const string Flaw = "CVE-2026-41000";
    private const string Vulnerable = "3.0.11-1";
    private const string Fixed = "3.0.99-1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task A_new_advisory_finds_what_has_the_package_and_an_upgrade_and_a_withdrawal_close_it_again()
    {
        Assert.SkipUnless(RegistryServer.IsInstalled, "docker-registry is not installed.");
        var cancellation = TestContext.Current.CancellationToken;
        using var host = SecondHost.Create();
        using var listener = new Listener(ServerProcess.FreePort());
        await using var registry = await RegistryServer.StartAsync(cancellation);
        await PublishAsync(Other);
        await using var server = await ServerProcess.StartEmptyAsync(
            host.Near, "--enable", "EC2,ECR,LAMBDA", "--db", _workspace["advisories"], "--Vigil:Sources:Roots", _workspace["functions"]);

        // who is told
        await server.CallAsync("/vigil/v1/destinations/put", $$"""{"name":"soc","kind":"WEBHOOK","address":"{{listener.Address}}"}""");
        await server.CallAsync("/vigil/v1/destinations/put", $$"""{"name":"bus","kind":"EVENT_BRIDGE","address":"{{listener.Address}}","accessKeyId":"AKIDEXAMPLE","secret":"s"}""");
        await server.CallAsync("/vigil/v1/destinations/put", $$"""{"name":"hub","kind":"SECURITY_HUB","address":"{{listener.Address}}","accessKeyId":"AKIDEXAMPLE","secret":"s"}""");

        // what is watched
        await PushAsync(registry, "shop/web", Vulnerable, cancellation);
        await PushAsync(registry, "shop/api", Fixed, cancellation);
        await server.CallAsync("/vigil/v1/sources/put", $$"""{"name":"registry","kind":"REGISTRY","address":"{{registry.Host}}","insecure":true,"user":"{{RegistryServer.User}}","secret":"{{RegistryServer.Password}}"}""");
        WriteFunction();
        await server.CallAsync("/vigil/v1/sources/put", $$"""{"name":"functions","kind":"FUNCTION_DIRECTORY","address":"{{_workspace["functions"]}}"}""");
        var root = _workspace.DebianRoot("openssl", Vulnerable);
        var token = (await server.CallAsync("/vigil/v1/enrolment-tokens/create", "{}")).GetProperty("token").GetString()!;
        using var enrolment = new AgentProcess(host.Start("dotnet", VigilProcess.Program, "agent", "enrol", "--server", server.Address, "--token", token, "--name", "web-1", "--state", _workspace["state"]));
        Assert.Equal(0, await enrolment.EndsAsync());
        using var agent = new AgentProcess(host.Start("dotnet", VigilProcess.Program, "agent", "run", "--state", _workspace["state"], "--root", root, "--interval", "1h"));
        await agent.SaysAsync("inventory sent");
        await UntilAsync(async () => (await ScannedAsync(server)).Count == 4);
        Tell("four resources are watched: " + string.Join(", ", await ScannedAsync(server)));
        Assert.Empty(await ActiveAsync(server));

        // the advisory
        var published = await PublishAsync(Other, Critical(withdrawn: false));
        var start = listener.Now;
        await UntilAsync(() => Task.FromResult(listener.Heard.Count(told => told.What is "opened" or "ACTIVE") == 6));
        var found = await ActiveAsync(server);
        Tell(published);
        Tell($"{found.Count} findings: {string.Join(", ", found)}");
        foreach (var told in listener.Heard)
        {
            Tell($"{(told.At - start).TotalSeconds,5:0.0} s {told.By}: {told.What}, {told.Title} on {told.Resource}");
        }

        Assert.Equal(2, found.Count);
        Assert.Contains(found, resource => resource.StartsWith("i-", StringComparison.Ordinal));
        Assert.Contains(found, resource => resource.Contains("repository/shop/web/", StringComparison.Ordinal));
        Assert.Equal(6, listener.Heard.Distinct().Count());

        // the upgrade
        var status = Path.Combine(root, "var/lib/dpkg/status");
        File.WriteAllText(status + "-new", $"Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: {Fixed}\n\n");
        File.Move(status + "-new", status, overwrite: true);
        start = listener.Now;
        await UntilAsync(() => Task.FromResult(listener.Heard.Any(told => told.What == "closed")));
        Tell($"the host was upgraded; {(listener.Now - start).TotalSeconds:0.0} s later: {await ClosedAsync(server)}");
        Assert.Single(await ActiveAsync(server));
        Assert.Contains("REMEDIATED", await ClosedAsync(server), StringComparison.Ordinal);

        // the withdrawal
        Tell(await PublishAsync(Other, Critical(withdrawn: true)));
        start = listener.Now;
        await UntilAsync(async () => (await ActiveAsync(server)).Count == 0);
        Tell($"{(listener.Now - start).TotalSeconds:0.0} s later: {await ClosedAsync(server)}");
        Assert.Contains("ADVISORY_WITHDRAWN", await ClosedAsync(server), StringComparison.Ordinal);
        await UntilAsync(() => Task.FromResult(listener.Heard.Count(told => told.What is "closed" or "CLOSED" or "ARCHIVED") == 6));
        Assert.Equal(12, listener.Heard.Count);
    }

    public void Dispose() => _workspace.Dispose();

    private static (string Id, string Json) Other => ("DEBIAN-CVE-2020-1", Advisory("DEBIAN-CVE-2020-1", "CVE-2020-1", "something-else", ""));

    private static (string Id, string Json) Critical(bool withdrawn) =>
        ($"DEBIAN-{Flaw}", Advisory($"DEBIAN-{Flaw}", Flaw, "openssl", withdrawn ? "\"withdrawn\":\"2026-11-25T00:00:00Z\"," : ""));

    private static string Advisory(string id, string flaw, string package, string more) =>
        $$"""
        {"schema_version":"1.7.0","id":"{{id}}","modified":"2026-11-24T03:04:05Z",{{more}}"upstream":["{{flaw}}"],
        "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
        "affected":[{"package":{"name":"{{package}}","ecosystem":"Debian:12"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"3.0.50-1"}]}]}]}
        """;

    private void Tell(string line) => output.WriteLine(line);

    // the publisher's archive, and the site's own database from it
    private async Task<string> PublishAsync(params (string Id, string Json)[] advisories)
    {
        Directory.CreateDirectory(_workspace["mirror/osv/Debian"]);
        using (var zip = new ZipArchive(File.Create(_workspace["mirror/osv/Debian/all.zip"]), ZipArchiveMode.Create))
        {
            foreach (var (id, json) in advisories)
            {
                using var entry = new StreamWriter(zip.CreateEntry($"{id}.json").Open());
                entry.Write(json);
            }
        }

        var update = await VigilProcess.RunAsync("db", "update", "--mirror", _workspace["mirror"], "--db", _workspace["advisories"]);
        Assert.True(update.ExitCode == 0, update.Error);
        return update.Output.Trim().Split('\n')[^1];
    }

    private async Task PushAsync(RegistryServer registry, string repository, string version, CancellationToken cancellation)
    {
        var root = _workspace.DebianRoot("openssl", version);
        Workspace.Bash($"tar -C '{root}' --sort=name -cf '{_workspace["layer.tar"]}' . && gzip -nkf '{_workspace["layer.tar"]}'");
        await registry.PushAsync(repository, "1", await File.ReadAllBytesAsync(_workspace["layer.tar.gz"], cancellation), await File.ReadAllBytesAsync(_workspace["layer.tar"], cancellation), cancellation);
    }

    private void WriteFunction()
    {
        Directory.CreateDirectory(_workspace["functions"]);
        using var zip = ZipFile.Open(Path.Combine(_workspace["functions"], "checkout.zip"), ZipArchiveMode.Create);
        using var metadata = new StreamWriter(zip.CreateEntry("requests-2.31.0.dist-info/METADATA").Open());
        metadata.Write("Metadata-Version: 2.1\nName: requests\nVersion: 2.31.0\n");
    }

    private static async Task<List<string>> ScannedAsync(ServerProcess server) =>
        [.. (await server.CallAsync("/coverage/list", "{}", "inspector2")).GetProperty("coveredResources").EnumerateArray()
            .Where(one => one.GetProperty("scanStatus").GetProperty("reason").GetString() == "SUCCESSFUL" && one.GetProperty("resourceType").GetString() != "AWS_ECR_REPOSITORY")
            .Select(one => one.GetProperty("resourceId").GetString()!).Order(StringComparer.Ordinal)];

    private static async Task<List<string>> ActiveAsync(ServerProcess server) =>
        [.. (await FindingsAsync(server, "ACTIVE")).Select(one => one.GetProperty("resources")[0].GetProperty("id").GetString()!)];

    private static async Task<string> ClosedAsync(ServerProcess server)
    {
        var told = new List<string>();
        foreach (var finding in await FindingsAsync(server, "CLOSED"))
        {
            var history = await server.CallAsync("/vigil/v1/findings/history", JsonSerializer.Serialize(new { findingArn = finding.GetProperty("findingArn").GetString() }));
            var last = history.GetProperty("events").EnumerateArray().Last();
            told.Add(string.Create(CultureInfo.InvariantCulture, $"{finding.GetProperty("title").GetString()} on {finding.GetProperty("resources")[0].GetProperty("id").GetString()} closed, {last.GetProperty("reason").GetString()}"));
        }

        return string.Join("; ", told);
    }

    private static async Task<IEnumerable<JsonElement>> FindingsAsync(ServerProcess server, string status) => (await server.CallAsync(
        "/findings/list", $$"""{"filterCriteria":{"findingStatus":[{"comparison":"EQUALS","value":"{{status}}"}] } }""", "inspector2")).GetProperty("findings").EnumerateArray();

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
