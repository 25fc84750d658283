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

    [Fact]
    public async Task A_site_that_pins_a_key_imports_what_that_key_signed_and_nothing_else()
    {
        await UpdateAsync(advisories: 3);
        var id = (await File.ReadAllTextAsync(_work["db/current"], TestContext.Current.CancellationToken)).Trim();
        await VigilProcess.RunAsync("db", "key", "new", _work["site.key"]);
        await VigilProcess.RunAsync("db", "key", "new", _work["other.key"]);
        var unsigned = await ImportAsync(id, "site.key.pub");

        Assert.Equal(0, (await VigilProcess.RunAsync("db", "sign", id[..8], "--key", _work["site.key"], "--db", _work["db"])).ExitCode);
        var foreign = await ImportAsync(id, "other.key.pub");
        var refused = Directory.GetFiles(_work["site"], "*.vgl");
        var signed = await ImportAsync(id, "site.key.pub");

        Assert.Equal((5, 5, 0), (unsigned.ExitCode, foreign.ExitCode, signed.ExitCode));
        Assert.Contains("is not signed", unsigned.Error, StringComparison.Ordinal);
        Assert.Contains("not trusted", foreign.Error, StringComparison.Ordinal);
        Assert.Empty(refused);
        Assert.True(File.Exists(_work[$"site/{id}.vgl.sig"]));
        Assert.Equal("Verified OK\n", Workspace.Bash(
            $"cd '{_work["site"]}' && grep -o '^ecdsa.*' {id}.vgl.sig | cut -d' ' -f2 | base64 -d > sig "
            + $"&& echo vigil generation {id} | openssl dgst -sha256 -verify ../site.key.pub -signature sig"));
    }

    [Fact]
    public async Task A_generation_that_was_tampered_with_is_refused()
    {
        await UpdateAsync(advisories: 3);
        var id = (await File.ReadAllTextAsync(_work["db/current"], TestContext.Current.CancellationToken)).Trim();
        var file = _work[$"db/{id}.vgl"];
        await VigilProcess.RunAsync("db", "key", "new", _work["site.key"]);
        await VigilProcess.RunAsync("db", "sign", "--key", _work["site.key"], "--db", _work["db"]);
        var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        content[^1] ^= 1;
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);

        var import = await ImportAsync(id, "site.key.pub");

        Assert.Equal(5, import.ExitCode);
        Assert.Contains("damaged", import.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_work["site"], "*.vgl"));
    }

    private Task<Outcome> ImportAsync(string id, string key) =>
        VigilProcess.RunAsync("db", "import", _work[$"db/{id}.vgl"], "--key", _work[key], "--db", _work["site"]);

    private async Task UpdateAsync(int advisories)
    {
        _work.Mirror(advisories);
        var update = await VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["db"]);
        Assert.Equal(0, update.ExitCode);
    }
}
