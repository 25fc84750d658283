using System.Text.RegularExpressions;

namespace Vigil.EndToEnd.PackageManagers;

/// <summary>The libraries of a project as Maven itself resolves them, from the repository that Debian's packages fill.</summary>
public sealed partial class MavenTests : IDisposable
{
    private const string Repository = "/usr/share/maven-repo";
    private const string Plugin = "org/apache/maven/plugins/maven-dependency-plugin";

    // what the plugin itself needs, and so is there where it is
    private const string Project = """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId><artifactId>shop</artifactId><version>1.0</version>
          <dependencies>
            <dependency><groupId>org.apache.maven.doxia</groupId><artifactId>doxia-site-renderer</artifactId><version>debian</version></dependency>
            <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.x</version><scope>test</scope></dependency>
          </dependencies>
        </project>
        """;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Libraries_are_those_that_Maven_resolves()
    {
        Listed.Needs("mvn");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Repository, Plugin)), "Maven has no dependency plugin here.");
        await File.WriteAllTextAsync(_work["pom.xml"], Project, TestContext.Current.CancellationToken);

        var libraries = Resolve().ToList();
        Directory.CreateDirectory(_work["lib"]);
        libraries.ForEach(library => File.Copy(library.File, _work[$"lib/{library.Name}-{library.Version}.jar"]));
        var told = libraries.Select(library => $"{library.Group}:{library.Name} {library.Version}").ToHashSet(StringComparer.Ordinal);

        Assert.InRange(told.Count, 20, 200);
        Listed.AssertSame(told, await Listed.ByVigilAsync(Listed.NameAndVersion, "dir", _work["lib"], "--format", "json"));
    }

    private IEnumerable<(string Group, string Name, string Version, string File)> Resolve()
    {
        // links, since Maven writes beside what it reads
        Workspace.Bash($"cp -rs {Repository} '{_work["repo"]}'; cd '{_work[""]}' && mvn -B -q -o -Dmaven.repo.local='{_work["repo"]}' -DoutputFile=list org.apache.maven.plugins:maven-dependency-plugin:$(ls {Repository}/{Plugin} | sort -V | tail -1):list 2>&1");
        return File.ReadLines(_work["list"]).Select(line => Line().Match(line)).Where(line => line.Success)
            .Select(line => Library(line.Groups["group"].Value, line.Groups["name"].Value, line.Groups["version"].Value));
    }

    // Debian knows a library by its version and by names for whichever version is there: debian, 3.x
    private static (string Group, string Name, string Version, string File) Library(string group, string name, string alias)
    {
        var folder = Path.Combine(Repository, group.Replace('.', '/'), name);
        var file = Target(Path.Combine(folder, alias, $"{name}-{alias}.jar"));
        var version = Directory.GetDirectories(folder).Select(Path.GetFileName).OfType<string>()
            .First(one => one != "debian" && !one.EndsWith(".x", StringComparison.Ordinal) && Target(Path.Combine(folder, one, $"{name}-{one}.jar")) == file);
        return (group, name, version, file);
    }

    private static string Target(string link) => File.Exists(link) ? File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName ?? link : "";

    [GeneratedRegex("^ +(?<group>[^: ]+):(?<name>[^: ]+):jar:(?<version>[^: ]+):(compile|runtime|test)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Line();
}
