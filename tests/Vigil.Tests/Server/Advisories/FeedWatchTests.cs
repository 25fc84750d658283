using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Advisories.Compilation;
using Vigil.Server.Advisories;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Advisories;

public sealed class FeedWatchTests : IDisposable
{
    private const string Advisory = """
        {"schema_version":"1.7.0","id":"DEBIAN-CVE-2023-11111","modified":"2024-01-02T03:04:05Z","upstream":["CVE-2023-11111"],
        "affected":[{"package":{"name":"sudo","ecosystem":"Debian:12"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"9.0-1"}]}]}]}
        """;

    private readonly string _mirror = Directory.CreateTempSubdirectory("vigil-mirror-").FullName;

    public void Dispose() => Directory.Delete(_mirror, recursive: true);

    [Fact]
    public async Task Server_brings_advisories_by_itself_and_its_findings_follow()
    {
        Directory.CreateDirectory(Path.Combine(_mirror, "osv/Debian"));
        using (var zip = new ZipArchive(File.Create(Path.Combine(_mirror, "osv/Debian/all.zip")), ZipArchiveMode.Create))
        {
            using var entry = new StreamWriter(zip.CreateEntry("DEBIAN-CVE-2023-11111.json").Open());
            entry.Write(Advisory);
        }

        await using var server = await RunningServer.StartAsync(configure: null, "--Vigil:Feeds:Mirror", _mirror, "--Vigil:Feeds:Sources", "osv");
        var client = await server.EnabledClientAsync();
        await Submissions.SubmitMachineAsync(client);
        Assert.Empty(await FindingsAsync(client));

        await server.Services.GetServices<IHostedService>().OfType<FeedWatch>().Single().UpdateAsync(TestContext.Current.CancellationToken);
        server.Services.GetServices<IHostedService>().OfType<AdvisoryWatch>().Single().Look();
        await server.DoWorkAsync();

        Assert.NotNull(new Generations(Path.Combine(server.Data, "advisories")).CurrentId);
        Assert.Single(await FindingsAsync(client));
    }

    private static async Task<IEnumerable<JsonElement>> FindingsAsync(SignedClient client) =>
        (await client.CallAsync("ListFindings", new { filterCriteria = new { vulnerabilityId = new[] { new { comparison = "EQUALS", value = "CVE-2023-11111" } } } })).Body.GetProperty("findings").EnumerateArray();
}
