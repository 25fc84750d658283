using System.Diagnostics;
using System.Text.Json;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>Packages of a project as the tool of .NET itself tells them.</summary>
public sealed class DotnetToolTests
{
    [Fact]
    public async Task Packages_of_a_restored_project_are_those_that_dotnet_lists()
    {
        var project = Path.Combine(Repository.Root, "src/Vigil.Cli");
        using var told = JsonDocument.Parse(await ListAsync(Path.Combine(project, "Vigil.Cli.csproj")));
        var expected = told.RootElement.GetProperty("projects").EnumerateArray().SelectMany(one => one.GetProperty("frameworks").EnumerateArray())
            .SelectMany(framework => Packages(framework, "topLevelPackages", "direct").Concat(Packages(framework, "transitivePackages", "indirect")))
            .ToHashSet(StringComparer.Ordinal);

        var run = await VigilProcess.RunAsync("inventory", "--type", "project.assets.json", Path.Combine(project, "obj/project.assets.json"));

        using var json = JsonDocument.Parse(run.Output);
        var found = json.RootElement.GetProperty("packages").EnumerateArray()
            .Select(package => $"{Text(package, "name")} {Text(package, "version")} {Text(package, "relationship")}").ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(expected);
        Assert.Subset(found, expected);

        // the list leaves out what only one platform needs
        Assert.All(found.Except(expected), package => Assert.StartsWith("runtime.", package, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Packages(JsonElement framework, string list, string relationship) => framework.TryGetProperty(list, out var packages)
        ? packages.EnumerateArray().Select(package => $"{Text(package, "id")} {Text(package, "resolvedVersion")} {relationship}")
        : [];

    private static string? Text(JsonElement package, string member) => package.GetProperty(member).GetString();

    private static async Task<string> ListAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet", ["list", project, "package", "--include-transitive", "--no-restore", "--format", "json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
