using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>The advisories from the flaws' side, and the exploit table beside them.</summary>
public sealed class VulnTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Show_tells_what_is_affected_where()
    {
        var show = await VigilProcess.RunAsync("vuln", "show", "cve-2023-0286", "--format", "json");

        Assert.Equal(0, show.ExitCode);
        using var json = JsonDocument.Parse(show.Output);
        Assert.Equal("CVE-2023-0286", json.RootElement.GetProperty("id").GetString());
        Assert.Contains(json.RootElement.GetProperty("affected").EnumerateArray(), one =>
            one.GetProperty("ecosystem").GetString() == "Alpine" && one.GetProperty("release").GetString() == "v3.17" && one.GetProperty("fixed").GetString() == "3.0.8-r0");
    }

    [Fact]
    public async Task The_pages_of_a_search_are_the_whole_search()
    {
        var whole = await SearchAsync("--text", "openssl", "--limit", "1000");
        var first = await SearchAsync("--text", "openssl", "--limit", "2");
        var rest = await SearchAsync("--text", "openssl", "--after", first[^1], "--limit", "1000");

        Assert.Equal(2, first.Count);
        Assert.Equal(whole, first.Concat(rest));
    }

    [Theory]
    [InlineData("vuln", "show", "CVE-1999-0000")]
    [InlineData("vuln", "search", "--since", "yesterday")]
    [InlineData("vuln", "search", "--limit", "0")]
    public async Task A_question_without_an_answer_is_a_wrong_command_line(params string[] arguments)
    {
        var run = await VigilProcess.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Error);
    }

    [Fact]
    public async Task A_new_day_of_exploitation_changes_no_generation()
    {
        Mirror("alpine-secdb/v3.17/main.json", """
            {"distroversion":"v3.17","reponame":"main","packages":[{"pkg":{"name":"openssl","secfixes":{"3.0.8-r0":["CVE-2023-0286"]}}}]}
            """);
        Mirror("kev/known_exploited_vulnerabilities.json", """{"vulnerabilities":[{"cveID":"CVE-2023-0286","dateAdded":"2024-01-01"}]}""");
        var first = await StatusAsync("update", "--mirror", _work["mirror"]);
        Mirror("kev/known_exploited_vulnerabilities.json", """{"vulnerabilities":[{"cveID":"CVE-2023-0286","dateAdded":"2024-01-01","knownRansomwareCampaignUse":"Known"}]}""");

        var whole = await StatusAsync("update", "--mirror", _work["mirror"]);
        Mirror("kev/known_exploited_vulnerabilities.json", """{"vulnerabilities":[]}""");
        var alone = await StatusAsync("update", "--mirror", _work["mirror"], "--feed", "kev");

        Assert.Equal(first.Generation, whole.Generation);
        Assert.Equal(first.Generation, alone.Generation);
        Assert.Distinct([first.Exploits, whole.Exploits, alone.Exploits]);
    }

    private void Mirror(string path, string text)
    {
        var full = Path.Combine(_work["mirror"], path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? _work["mirror"]);
        File.WriteAllText(full, text);
    }

    private async Task<(string? Generation, string? Exploits)> StatusAsync(params string[] update)
    {
        var updated = await VigilProcess.RunAsync(["db", .. update, "--db", _work["db"]]);
        Assert.True(updated.ExitCode == 0, updated.Error);
        using var json = JsonDocument.Parse((await VigilProcess.RunAsync("db", "status", "--format", "json", "--verify", "--db", _work["db"])).Output);
        return (json.RootElement.GetProperty("generation").GetString(), json.RootElement.GetProperty("exploits").GetProperty("contentId").GetString());
    }

    private static async Task<List<string>> SearchAsync(params string[] arguments)
    {
        var search = await VigilProcess.RunAsync(["vuln", "search", .. arguments, "--format", "json"]);
        Assert.True(search.ExitCode == 0, search.Error);
        using var json = JsonDocument.Parse(search.Output);
        return [.. json.RootElement.GetProperty("vulnerabilities").EnumerateArray().Select(flaw => flaw.GetProperty("id").GetString() ?? "")];
    }
}
