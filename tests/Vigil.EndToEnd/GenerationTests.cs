using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>Several generations side by side.</summary>
public sealed class GenerationTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Two_generations_are_listed_and_compared()
    {
        await UpdateAsync(advisories: 3);
        await UpdateAsync(advisories: 5);

        var list = await VigilProcess.RunAsync("db", "list", "--format", "json", "--db", _work["db"]);
        using var generations = JsonDocument.Parse(list.Output);
        string[] ids = [.. generations.RootElement.GetProperty("generations").EnumerateArray().Select(one => one.GetProperty("generation").GetString()!)];
        var diff = await VigilProcess.RunAsync("db", "diff", ids[1][..8], "current", "--format", "json", "--db", _work["db"]);
        var reverse = await VigilProcess.RunAsync("db", "diff", "current", _work[$"db/{ids[1]}.vgl"], "--db", _work["db"]);

        using var delta = JsonDocument.Parse(diff.Output);
        Assert.Equal([ids[1], ids[0]], [delta.RootElement.GetProperty("before").GetString(), delta.RootElement.GetProperty("after").GetString()]);
        Assert.Equal(
            ["added ALPINE-CVE-2023-00004", "added ALPINE-CVE-2023-00005"],
            delta.RootElement.GetProperty("advisories").EnumerateArray().Select(change => $"{change.GetProperty("change")} {change.GetProperty("id")}"));
        Assert.Equal(
            ["v3.18 package-4", "v3.18 package-5"],
            delta.RootElement.GetProperty("keys").EnumerateArray().Select(key => $"{key.GetProperty("release")} {key.GetProperty("name")}"));
        Assert.Contains("Advisories: 2 removed", reverse.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("current", "there is no generation")]
    [InlineData("12", "no generation in")]
    public async Task A_generation_that_is_not_there_is_named(string name, string message)
    {
        var diff = await VigilProcess.RunAsync("db", "diff", name, "--db", _work["db"]);

        Assert.Equal(2, diff.ExitCode);
        Assert.Contains(message, diff.Error, StringComparison.Ordinal);
    }

    private async Task UpdateAsync(int advisories)
    {
        _work.Mirror(advisories);
        var update = await VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["db"]);
        Assert.Equal(0, update.ExitCode);
    }
}
