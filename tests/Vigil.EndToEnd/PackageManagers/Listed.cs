using System.Text.Json;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd.PackageManagers;

/// <summary>What Vigil lists, and what the tool that installed it lists, in the same words.</summary>
internal static class Listed
{
    /// <summary>Skips the test where a program is not installed.</summary>
    public static void Needs(params ReadOnlySpan<string> programs)
    {
        foreach (var program in programs)
        {
            var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
            Assert.SkipUnless(found, $"{program} is not installed.");
        }
    }

    /// <summary>The packages of an inventory.</summary>
    /// <param name="describe">What is compared of a package and a file that told of it; <see langword="null"/> for one that the tool does not speak of.</param>
    /// <param name="arguments">After <c>vigil inventory</c>.</param>
    public static async Task<SortedSet<string>> ByVigilAsync(Func<JsonElement, string, string?> describe, params string[] arguments)
    {
        var run = await VigilProcess.RunAsync(["inventory", .. arguments]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        var found = from package in json.RootElement.GetProperty("packages").EnumerateArray()
                    from path in PathsOf(package)
                    select describe(package, path);
        return new(found.OfType<string>(), StringComparer.Ordinal);
    }

    /// <summary>The lines that a tool writes.</summary>
    public static SortedSet<string> ByTool(string line) => new(Workspace.Bash(line).Split('\n', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <summary>Fails with what only one of them lists.</summary>
    public static void AssertSame(IReadOnlySet<string> told, IReadOnlySet<string> found)
    {
        Assert.NotEmpty(told);
        Assert.Empty(told.Except(found));
        Assert.Empty(found.Except(told));
    }

    /// <summary>Name and version.</summary>
    public static string NameAndVersion(JsonElement package, string path = "") => $"{Text(package, "name")} {Text(package, "version")}";

    /// <summary>A member of a package; empty where it is not there.</summary>
    public static string Text(JsonElement package, string member) => package.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";

    // of a file by itself none is stated
    private static IEnumerable<string> PathsOf(JsonElement package) =>
        package.TryGetProperty("evidence", out var evidence) ? evidence.EnumerateArray().Select(one => Text(one, "path")) : [""];
}
