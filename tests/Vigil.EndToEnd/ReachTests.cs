using System.Text.Json;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>Network reachability through the program, on snapshots of the tests of its rules.</summary>
public sealed class ReachTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task What_is_open_is_a_table_and_a_document()
    {
        var table = await VigilProcess.RunAsync("reach", Snapshot("alb"));
        var document = await VigilProcess.RunAsync("reach", Snapshot("alb"), "--from", "internet", "--to", "i-1", "--port", "8080", "--json");

        Assert.Contains("1 open, on 1 instance", table.Output, StringComparison.Ordinal);
        var row = Assert.Single(JsonDocument.Parse(document.Output).RootElement.GetProperty("exposures").EnumerateArray());
        Assert.Equal(("i-1", 8080, "0.0.0.0/0"), (row.GetProperty("instanceId").GetString(), row.GetProperty("portFrom").GetInt32(), row.GetProperty("clients")[0].GetString()));
        Assert.Equal((0, 0), (table.ExitCode, document.ExitCode));
    }

    [Fact]
    public async Task Why_tells_the_path_of_an_open_port_and_what_blocks_a_closed_one()
    {
        var open = await VigilProcess.RunAsync("reach", "why", Snapshot("web"), "i-1", "443");
        var closed = await VigilProcess.RunAsync("reach", "why", Snapshot("web"), "i-1", "22");
        var drawn = await VigilProcess.RunAsync("reach", "why", Snapshot("web"), "i-1", "22", "--diagram");

        Assert.Contains("igw-1 > acl-1 > sg-1 > eni-1 > i-1", open.Output, StringComparison.Ordinal);
        Assert.Contains("to open", closed.Output, StringComparison.Ordinal);
        Assert.Contains("nothing is open", drawn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_change_would_do_is_what_the_difference_is_after_it()
    {
        await File.WriteAllTextAsync(_work["change.json"], """{"Remove":["igw-1"]}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_work["later.json"], (await File.ReadAllTextAsync(Snapshot("web"), TestContext.Current.CancellationToken)).Replace("\"443\"", "\"444\"", StringComparison.Ordinal).Replace(": 443", ": 444", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var whatIf = await VigilProcess.RunAsync("reach", "whatif", Snapshot("web"), "--change", _work["change.json"]);
        var difference = await VigilProcess.RunAsync("reach", "diff", Snapshot("web"), _work["later.json"], "--json");

        Assert.Contains("1 closes:", whatIf.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse(difference.Output).RootElement;
        Assert.Equal((444, 443), (json.GetProperty("opened")[0].GetProperty("portFrom").GetInt32(), json.GetProperty("closed")[0].GetProperty("portFrom").GetInt32()));
    }

    [Theory]
    [InlineData(2, "is not in the snapshot", "web.json", "--to", "i-2")]
    [InlineData(2, "is not in the snapshot", "web.json", "--from", "igw-2")]
    [InlineData(2, "--port is a number", "web.json", "--port", "70000")]
    [InlineData(2, "is no option", "web.json", "--option", "colour=true")]
    [InlineData(2, "cannot be read", "gone.json")]
    [InlineData(2, "holds no *.json", "empty")]
    [InlineData(4, "VGL1500", "cut.json")]
    public async Task What_cannot_be_answered_says_why(int exitCode, string says, string snapshot, params string[] arguments)
    {
        Directory.CreateDirectory(_work["empty"]);
        await File.WriteAllTextAsync(_work["cut.json"], """{"Vpcs":[{"VpcId":"vpc-1"}""", TestContext.Current.CancellationToken);
        var path = snapshot == "web.json" ? Snapshot("web") : _work[snapshot];

        var outcome = await VigilProcess.RunAsync(["reach", path, .. arguments]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(says, outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    private static string Snapshot(string name) => Path.Combine(Repository.Root, "tests/Vigil.Tests/Reachability/Data", $"{name}.json");
}
