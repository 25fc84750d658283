using System.IO.Compression;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>A real registry that tells the real server what is pushed into it.</summary>
public sealed class SourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_is_pushed_has_findings_at_once_and_what_is_deleted_loses_them()
    {
        Assert.SkipUnless(RegistryServer.IsInstalled, "docker-registry is not installed.");
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await ServerProcess.StartEmptyAsync("127.0.0.1");
        var host = RegistryServer.ReserveHost();
        var source = await server.CallAsync("/vigil/v1/sources/put", $$"""{"name":"hub","kind":"REGISTRY","address":"{{host}}","insecure":true,"user":"{{RegistryServer.User}}","secret":"{{RegistryServer.Password}}","intervalSeconds":3600}""");
        await using var registry = await RegistryServer.StartWithNotificationsAsync(
            host, $"{server.Address}/vigil/v1/notifications/hub", source.GetProperty("notificationToken").GetString()!, cancellation);
        var tar = new TarBuilder()
            .File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
            .File("var/lib/dpkg/status", "Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0.1e-2\n\n")
            .Build();

        var digest = await registry.PushAsync("team/app", "1.0", Compressed(tar), tar, cancellation);
        await WaitAsync(server, count => count > 0, "The push was not followed by findings.");
        await registry.DeleteAsync("team/app", digest, cancellation);
        await WaitAsync(server, count => count == 0, "The deletion did not close the findings.");

        var coverage = await server.CallAsync("/coverage/list", "{}", "inspector2");
        var image = coverage.GetProperty("coveredResources").EnumerateArray().Single(one => one.GetProperty("resourceId").GetString()!.EndsWith(digest, StringComparison.Ordinal));
        Assert.Equal("RESOURCE_TERMINATED", image.GetProperty("scanStatus").GetProperty("reason").GetString());
    }

    private static async Task WaitAsync(ServerProcess server, Func<int, bool> isRight, string otherwise)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1100)); // a signature counts once a second
        try
        {
            while (await timer.WaitForNextTickAsync(patience.Token))
            {
                var findings = await server.CallAsync("/findings/list", """{"filterCriteria":{"findingStatus":[{"comparison":"EQUALS","value":"ACTIVE"}]}}""", "inspector2");
                if (isRight(findings.GetProperty("findings").GetArrayLength()))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Assert.Fail($"{otherwise} {await server.CallAsync("/vigil/v1/sources/list", "{}")}");
        }
    }

    private static byte[] Compressed(byte[] tar)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(tar);
        }

        return output.ToArray();
    }
}
