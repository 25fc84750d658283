using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Storage.Work;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Operations;

public sealed class ReportTests
{
    private static readonly object Destination = new { bucketName = "reports", keyPrefix = "all/", kmsKeyArn = "arn:aws:kms:us-east-1:000000000001:key/0" };

    [Fact]
    public async Task Report_lies_under_its_id_with_the_columns_of_the_original()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        await Submissions.SubmitMachineAsync(client);

        var id = await CreateAsync(client, "CreateFindingsReport", "CSV");
        var status = await EndAsync(server, client, "GetFindingsReportStatus", id);

        var lines = File.ReadAllLines(Path.Combine(server.Data, "blobs", "reports", "all", $"{id}.csv"));
        Assert.Equal("SUCCEEDED", status.GetProperty("status").GetString());
        Assert.StartsWith("AWS Account Id,Severity,Fix Available,Finding Type,Title,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("Reference Urls,Detector Name,Package Manager", lines[0], StringComparison.Ordinal);
        Assert.True(lines.Length > 1);
    }

    [Fact]
    public async Task Report_of_a_process_that_died_is_written_by_another()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        await Submissions.SubmitMachineAsync(client);
        await server.DoWorkAsync();
        var id = await CreateAsync(client, "CreateFindingsReport", "CSV");
        Assert.Single(server.Services.GetRequiredService<WorkList>().Take("dead", WorkLane.Interactive, 1, TimeSpan.FromSeconds(10)));

        Assert.Equal("IN_PROGRESS", (await EndAsync(server, client, "GetFindingsReportStatus", id)).GetProperty("status").GetString());
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("SUCCEEDED", (await EndAsync(server, client, "GetFindingsReportStatus", id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Export_lies_under_account_and_resource()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        var resource = await Submissions.SubmitMachineAsync(client);

        var id = await CreateAsync(client, "CreateSbomExport", "CYCLONEDX_1_4");
        await EndAsync(server, client, "GetSbomExport", id);

        var path = Path.Combine(
            server.Data, "blobs", "reports", "all", $"CYCLONEDX_1_4_outputs_{id}", "account=000000000001", "resource=AWS_EC2_INSTANCE", $"{resource}_CYCLONEDX_1_4.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        Assert.Equal("CycloneDX", document.RootElement.GetProperty("bomFormat").GetString());
    }

    [Theory]
    [InlineData("../outside", "INVALID_PERMISSIONS")]
    [InlineData("a/../../b/", "INVALID_PERMISSIONS")]
    public async Task Key_never_leaves_its_bucket(string prefix, string code)
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        await Submissions.SubmitMachineAsync(client);

        var answer = await client.CallAsync("CreateFindingsReport", new { reportFormat = "JSON", s3Destination = new { bucketName = "reports", keyPrefix = $"{prefix}/", kmsKeyArn = "arn:k" } });
        var status = await EndAsync(server, client, "GetFindingsReportStatus", answer.Body.GetProperty("reportId").GetString()!);

        Assert.Equal(("FAILED", code), (status.GetProperty("status").GetString(), status.GetProperty("errorCode").GetString()));
    }

    private static async Task<string> CreateAsync(SignedClient client, string operation, string format) =>
        (await client.CallAsync(operation, new { reportFormat = format, s3Destination = Destination })).Body.GetProperty("reportId").GetString()!;

    private static async Task<JsonElement> EndAsync(RunningServer server, SignedClient client, string operation, string reportId)
    {
        await server.DoWorkAsync();
        return (await client.CallAsync(operation, new { reportId })).Body;
    }
}
