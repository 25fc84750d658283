using System.IO.Compression;
using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>Serverless functions, through the real program.</summary>
public sealed class FunctionTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_function_is_listed_with_its_layers_and_its_runtime()
    {
        var code = Zip("code.zip", ("node_modules/a/package.json", """{"name":"a","version":"1.0.0"}"""));
        var layer = Zip("layer.zip", ("nodejs/node_modules/b/package.json", """{"name":"b","version":"2.0.0"}"""));

        var run = await VigilProcess.RunAsync("inventory", "function", code, "--layer", layer, "--runtime", "nodejs20.x", "--format", "json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("nodejs20.x", json.RootElement.GetProperty("artifact").GetProperty("runtime").GetString());
        Assert.Equal(
            ["node_modules/a/package.json", "opt/nodejs/node_modules/b/package.json"],
            json.RootElement.GetProperty("packages").EnumerateArray().Select(package => package.GetProperty("evidence")[0].GetProperty("path").GetString()));
    }

    [Fact]
    public async Task What_is_no_zip_cannot_be_opened()
    {
        await File.WriteAllTextAsync(_work["code.zip"], "text", TestContext.Current.CancellationToken);

        var run = await VigilProcess.RunAsync("scan", "function", _work["code.zip"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("no function package", run.Error, StringComparison.Ordinal);
    }

    private string Zip(string name, params (string Path, string Text)[] entries)
    {
        using var zip = ZipFile.Open(_work[name], ZipArchiveMode.Create);
        foreach (var (path, text) in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(path).Open());
            writer.Write(text);
        }

        return _work[name];
    }
}
