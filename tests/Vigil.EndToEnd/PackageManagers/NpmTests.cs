namespace Vigil.EndToEnd.PackageManagers;

/// <summary>An installation by npm, folder for folder as npm tells it.</summary>
public sealed class NpmTests : IDisposable
{
    // versions that lie in one another, a scope, an alias, something for development and something optional
    private const string Project = """
        {"name":"shop","version":"1.0.0","dependencies":{"express":"4.17.1","@babel/code-frame":"7.0.0","old":"npm:lodash@4.17.15","debug":"4.3.4"},
        "devDependencies":{"mkdirp":"0.5.1"},"optionalDependencies":{"fsevents":"2.3.2"}}
        """;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Packages_are_those_that_npm_lists()
    {
        Listed.Needs("npm", "node");
        await File.WriteAllTextAsync(_work["package.json"], Project, TestContext.Current.CancellationToken);
        var outcome = Workspace.Bash($"cd '{_work[""]}' && npm install --ignore-scripts --no-audit --no-fund --silent >&2 && echo done || true");
        Assert.SkipUnless(outcome == "done\n", "npm has no registry here.");

        var told = Listed.ByTool(
            $$"""cd '{{_work[""]}}' && npm query '*' | node -e 'for (const one of JSON.parse(require("fs").readFileSync(0))) if (one.location) console.log(one.name, one.version, one.location)'""");
        var installed = await Listed.ByVigilAsync(
            (package, path) => path == "package-lock.json" ? null : $"{Listed.NameAndVersion(package)} {Path.GetDirectoryName(path)}", "dir", _work[""], "--format", "json");
        var locked = await Listed.ByVigilAsync(Listed.NameAndVersion, "--type", "package-lock.json", _work["package-lock.json"]);

        Assert.True(told.Count > 50, "npm installed little.");
        Listed.AssertSame(told, installed);

        // what is for another system stands in the lock file and is not installed
        Listed.AssertSame(told.Select(NameAndVersion).Append("fsevents 2.3.2").ToHashSet(StringComparer.Ordinal), locked);
    }

    private static string NameAndVersion(string line) => string.Join(' ', line.Split(' ')[..2]);
}
