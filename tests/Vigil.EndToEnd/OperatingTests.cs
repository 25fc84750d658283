using System.Diagnostics;
using System.Text.Json;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>What surrounds a server that runs: its telemetry, an S3 service for its reports, backups.</summary>
public sealed class OperatingTests
{
    private static readonly string Modules = Path.Combine(Repository.Root, "artifacts/clients");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_and_traces_arrive_where_the_environment_says()
    {
        using var receiver = new TelemetryReceiver();
        await using var server = await ServerProcess.StartWithScanAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200", ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        });

        await server.CallAsync("/findings/list", "{}", "inspector2");

        (string, string)[] expected = [("vigil-server", "vigil.api.call.duration"), ("vigil-server", "vigil.submission.packages"), ("vigil-server", "ListFindings")];
        await UntilAsync(() => expected.All(receiver.Names.ContainsKey), () => string.Join(", ", receiver.Names.Keys));
    }

    [Fact]
    public async Task Reports_go_to_an_S3_service()
    {
        var program = Path.Combine(Modules, "node_modules/s3rver/bin/s3rver.js");
        Assert.SkipUnless(File.Exists(program), "The S3 server is not installed.");
        using var work = new Workspace();
        var port = ServerProcess.FreePort();
        using var storage = Process.Start(new ProcessStartInfo("node", [program, "-d", work["s3"], "-p", $"{port}", "--configure-bucket", "reports"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await storage.StandardOutput.ReadLineAsync(Cancellation);
        try
        {
            await using var server = await ServerProcess.StartWithScanAsync(new Dictionary<string, string>
            {
                ["Vigil__Blobs__S3Endpoint"] = $"http://127.0.0.1:{port}", ["Vigil__Blobs__S3AccessKeyId"] = "S3RVER", ["Vigil__Blobs__S3SecretAccessKey"] = "S3RVER",
            });

            var kept = await ReportAsync(server, "reports");
            var lost = await ReportAsync(server, "nowhere");

            Assert.Equal("SUCCEEDED", kept.GetProperty("status").GetString());
            Assert.Equal(("FAILED", "BUCKET_NOT_FOUND"), (lost.GetProperty("status").GetString(), lost.GetProperty("errorCode").GetString()));
            var report = Assert.Single(Directory.EnumerateFiles(work["s3"], "*_object", SearchOption.AllDirectories));
            Assert.NotEmpty(JsonDocument.Parse(await File.ReadAllBytesAsync(report, Cancellation)).RootElement.GetProperty("findings").EnumerateArray());
        }
        finally
        {
            storage.Kill();
            await storage.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Another_server_starts_from_a_backup_that_was_made_beside_the_first()
    {
        await using var server = await ServerProcess.StartWithScanAsync();
        using var work = new Workspace();
        Directory.CreateDirectory(work["copy"]);

        var saved = await ServerProcess.RunToEndAsync("backup", work["copy/vigil.db"], "--data", server.Data);
        var again = await ServerProcess.RunToEndAsync("backup", work["copy/vigil.db"], "--data", server.Data);
        var ofNothing = await ServerProcess.RunToEndAsync("backup", work["other.db"], "--data", work["nothing"]);
        File.Copy(Path.Combine(server.Data, "installation.key"), work["copy/installation.key"]);
        await using var restored = await ServerProcess.StartEmptyAsync("127.0.0.1", "--data", work["copy"]);

        Assert.Equal((0, 78, 78), (saved.ExitCode, again.ExitCode, ofNothing.ExitCode));
        Assert.False(File.Exists(work["nothing/vigil.db"]));
        Assert.Equal(await ArnsAsync(server), await ArnsAsync(restored));
    }

    private static async Task<List<string>> ArnsAsync(ServerProcess server)
    {
        var findings = (await server.CallAsync("/findings/list", "{}", "inspector2")).GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("findingArn").GetString()!).ToList();
        Assert.NotEmpty(findings);
        return findings;
    }

    private static async Task<JsonElement> ReportAsync(ServerProcess server, string bucket)
    {
        await server.CallAsync("/reporting/create", $$"""{"reportFormat":"JSON","s3Destination":{"bucketName":"{{bucket}}","keyPrefix":"a/","kmsKeyArn":"arn:aws:kms:us-east-1:000000000001:key/0"} }""", "inspector2");
        var status = default(JsonElement);
        await UntilAsync(
            async () => (status = await server.CallAsync("/reporting/status/get", "{}", "inspector2")).GetProperty("status").GetString() != "IN_PROGRESS",
            () => status.GetRawText());
        return status;
    }

    private static Task UntilAsync(Func<bool> holds, Func<string> otherwise) => UntilAsync(() => Task.FromResult(holds()), otherwise);

    private static async Task UntilAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var patience = 600; !await holds(); patience--)
        {
            Assert.True(patience > 0, otherwise());
            await timer.WaitForNextTickAsync(Cancellation);
        }
    }
}
