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
}
