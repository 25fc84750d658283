using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>From an artifact to findings and an exit code, with the advisories that ship in the product.</summary>
public sealed class ScanTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task An_image_gives_findings_grouped_by_upgrade_and_says_which_advisories_it_used()
    {
        var scan = await VigilProcess.RunAsync("scan", "image", _work.DemoImage());

        Assert.Equal(0, scan.ExitCode);
        Assert.Contains("CVE-2023-38545", scan.Output, StringComparison.Ordinal);
        Assert.Contains("apk upgrade libcrypto3 libssl3", scan.Output, StringComparison.Ordinal);
        Assert.Contains("the small set shipped with vigil", scan.Output, StringComparison.Ordinal);
        Assert.Equal("", scan.Error);
    }

    [Fact]
    public async Task Two_scans_give_the_same_bytes_and_name_the_layer_that_brought_a_package()
    {
        var image = _work.DemoImage();

        var first = await VigilProcess.RunAsync("scan", "image", image, "--format", "json");
        var second = await VigilProcess.RunAsync("scan", "image", image, "--format", "json");

        Assert.Equal(first.Output, second.Output);
        using var json = JsonDocument.Parse(first.Output);
        var layers = json.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("diffId").GetString()).ToList();
        Assert.Equal(layers[1], IntroducingLayer(json, "curl"));
        Assert.Equal(layers[0], IntroducingLayer(json, "libssl3"));
    }

    [Theory]
    [InlineData("critical", 1)]
    [InlineData("low", 1)]
    public async Task A_reached_gate_gives_exit_code_1(string severity, int exitCode)
    {
        var scan = await VigilProcess.RunAsync("scan", "image", _work.DemoImage(), "--fail-on", severity, "--quiet");

        Assert.Equal(exitCode, scan.ExitCode);
        Assert.Equal("", scan.Output);
    }

    [Fact]
    public async Task A_patched_package_does_not_reach_the_gate()
    {
        var scan = await VigilProcess.RunAsync("scan", "dir", _work.DebianRoot("sudo", "1:1.9.13p3-1"), "--fail-on", "low", "--fixable");

        Assert.Equal(0, scan.ExitCode);
    }

    [Fact]
    public async Task Explain_shows_the_comparison_and_the_file()
    {
        var explain = await VigilProcess.RunAsync("explain", "CVE-2023-0286", "image", _work.DemoImage());

        Assert.Equal(0, explain.ExitCode);
        Assert.Contains("3.0.7-r0 < 3.0.8-r0", explain.Output, StringComparison.Ordinal);
        Assert.Contains("lib/apk/db/installed", explain.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "scan", "elephant")]
    [InlineData(2, "scan", "image", "x", "--no-such-option")]
    [InlineData(2, "scan", "image", "alpine:3.20", "--offline")]
    [InlineData(3, "scan", "dir", "/nonexistent")]
    [InlineData(3, "scan", "image", "/nonexistent.tar")]
    public async Task Failures_have_their_exit_code_and_a_message(int exitCode, params string[] arguments)
    {
        var run = await VigilProcess.RunAsync(arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.NotEqual("", run.Error);
    }

    [Fact]
    public async Task Batch_answers_line_up_with_questions_even_when_one_is_broken()
    {
        const string Questions = """
            {"ecosystem":"deb","a":"1.0~rc1","b":"1.0"}
            not json
            {"ecosystem":"rpm","a":"2:1-1","b":"1:9-1"}

            """;

        var run = await VigilProcess.RunAsync(Questions, ["version", "compare", "--batch"]);

        var answers = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, answers.Length);
        Assert.Equal("{\"cmp\":-1}", answers[0]);
        Assert.Contains("error", answers[1], StringComparison.Ordinal);
        Assert.Equal("{\"cmp\":1}", answers[2]);
    }

    private static string? IntroducingLayer(JsonDocument scan, string package) => scan.RootElement.GetProperty("findings").EnumerateArray()
        .SelectMany(finding => finding.GetProperty("packages").EnumerateArray())
        .First(found => found.GetProperty("name").GetString() == package)
        .GetProperty("evidence")[0].GetProperty("introducedIn").GetString();
}
