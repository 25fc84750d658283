namespace Vigil.EndToEnd;

/// <summary>Reports of the real program.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task One_scan_writes_several_reports_and_its_sarif_is_what_code_scanning_takes()
    {
        var scan = await VigilProcess.RunAsync(
            "scan", "image", _work.DemoImage(), "--quiet", "--report", $"sarif={_work["vigil.sarif"]}", "--report", $"html={_work["vigil.html"]}", "--fail-on", "high");

        Assert.Equal((1, "", ""), (scan.ExitCode, scan.Output, scan.Error));
        SchemaCheck.Valid("sarif", _work["vigil.sarif"]);
        Assert.EndsWith("</html>\n", await File.ReadAllTextAsync(_work["vigil.html"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sarif_validator_finds_a_fault()
    {
        var scan = await VigilProcess.RunAsync("scan", "image", _work.DemoImage(), "--format", "sarif");
        await File.WriteAllTextAsync(_work["wrong.sarif"], scan.Output.Replace("\"ruleIndex\": 0", "\"ruleIndex\": \"0\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.True(SchemaCheck.Refuses("sarif", _work["wrong.sarif"]));
    }

    [Fact]
    public async Task What_GitLab_takes_is_what_GitLab_describes()
    {
        await VigilProcess.RunAsync("scan", "image", _work.DemoImage(), "--quiet", "--report", $"gitlab={_work["gitlab.json"]}");
        await VigilProcess.RunAsync("scan", "dir", Directory.CreateDirectory(_work["empty"]).FullName, "--quiet", "--report", $"gitlab={_work["empty.json"]}");
        var text = await File.ReadAllTextAsync(_work["gitlab.json"], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_work["wrong.json"], text.Replace("\"operating_system\"", "\"system\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        SchemaCheck.Valid("gitlab", _work["gitlab.json"], "gitlab", _work["empty.json"]);
        Assert.True(SchemaCheck.Refuses("gitlab", _work["wrong.json"]));
    }

    [Theory]
    [InlineData("sarif")]
    [InlineData("word=x")]
    [InlineData("sarif=")]
    public async Task A_report_without_a_known_format_and_a_file_is_a_wrong_command_line(string report)
    {
        var scan = await VigilProcess.RunAsync("scan", "image", _work.DemoImage(), "--report", report);

        Assert.Equal(2, scan.ExitCode);
        Assert.Contains("is not FORMAT=FILE", scan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_ignores_with_a_reason_and_its_gate_fails_the_scan()
    {
        await File.WriteAllTextAsync(
            _work["policy.yaml"],
            "ignore:\n  - package: curl\n    reason: only in the build\ngates:\n  - name: no critical\n    severity: critical\n",
            TestContext.Current.CancellationToken);

        var scan = await VigilProcess.RunAsync("scan", "image", _work.DemoImage(), "--policy", _work["policy.yaml"]);

        Assert.Equal(1, scan.ExitCode);
        Assert.Contains("gate \"no critical\" is reached by CVE-", scan.Error, StringComparison.Ordinal);
        Assert.Contains("policy.yaml:2: only in the build (CVE-", scan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_VEX_says_is_set_aside_in_json_too()
    {
        await File.WriteAllTextAsync(
            _work["curl.json"],
            """{"@context":"https://openvex.dev/ns/v0.2.0","statements":[{"vulnerability":{"name":"CVE-2023-38545"},"products":[{"@id":"pkg:apk/alpine/curl"}],"status":"not_affected","justification":"vulnerable_code_not_present"}]}""",
            TestContext.Current.CancellationToken);

        var scan = await VigilProcess.RunAsync("scan", "image", _work.DemoImage(), "--vex", _work["curl.json"], "--format", "json");

        using var json = System.Text.Json.JsonDocument.Parse(scan.Output);
        var aside = json.RootElement.GetProperty("setAside")[0];
        Assert.Equal(("notAffected", "vulnerable_code_not_present"), (aside.GetProperty("kind").GetString(), aside.GetProperty("reason").GetString()));
        Assert.Equal(0, scan.ExitCode);
    }

    [Theory]
    [InlineData("demo.tar")]
    [InlineData("kept/base.json")]
    [InlineData("kept")]
    public async Task The_base_image_is_told_from_what_was_built_on_it(string named)
    {
        var image = _work.DemoImage();
        Directory.CreateDirectory(_work["kept"]);
        await VigilProcess.RunAsync("sbom", "image", image, "--output", _work["kept/base.json"]);
        await VigilProcess.RunAsync("sbom", "dir", _work.DebianRoot("curl", "7.88.1-10"), "--format", "spdx-tag-value", "--output", _work["kept/other.spdx"]);

        var scan = await VigilProcess.RunAsync("scan", "image", image, "--base", _work[named], "--format", "json");

        using var json = System.Text.Json.JsonDocument.Parse(scan.Output);
        Assert.Equal(2, json.RootElement.GetProperty("base").GetProperty("layers").GetInt32());
        Assert.Equal("base", json.RootElement.GetProperty("findings")[0].GetProperty("packages")[0].GetProperty("origin").GetString());
    }

    [Fact]
    public async Task A_kept_base_that_is_no_bill_of_materials_is_said()
    {
        var image = _work.DemoImage();
        Directory.CreateDirectory(_work["kept"]);
        await File.WriteAllTextAsync(_work["kept/base.json"], "{}", TestContext.Current.CancellationToken);

        var scan = await VigilProcess.RunAsync("scan", "image", image, "--base", _work["kept"]);

        Assert.Equal(3, scan.ExitCode);
        Assert.Contains("base.json is no bill of materials", scan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shell_asks_vigil_what_may_come_next()
    {
        var script = await VigilProcess.RunAsync("completion", "bash");
        var commands = await VigilProcess.RunAsync("[suggest:7]", "vigil s");
        await File.WriteAllTextAsync(_work["completion"], script.Output, TestContext.Current.CancellationToken);

        Assert.Contains("scan", commands.Output.Split('\n'));
        Assert.Equal("image\n", Workspace.Bash(
            $"vigil() {{ printf 'image\\n/h\\n'; }}; . '{_work["completion"]}'; COMP_LINE='vigil scan im' COMP_POINT=13 COMP_WORDS=(vigil scan im) COMP_CWORD=2; _vigil; printf '%s\\n' \"${{COMPREPLY[@]}}\""));
    }
}
