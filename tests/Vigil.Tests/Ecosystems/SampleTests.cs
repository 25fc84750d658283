using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Ecosystems;

/// <summary>
/// What the samples of each type of file hold, held to <c>Ecosystems/Samples/TYPE.txt</c>: one package a line, with everything that the file tells of it.
/// <c>VIGIL_ACCEPT=1</c> rewrites these files.
/// </summary>
public sealed class SampleTests
{
    public static TheoryData<string> Types => [.. SingleFile.Types.Where(type => File.Exists(FormatSamples.ExpectationOf(type)))];

    [Theory]
    [MemberData(nameof(Types))]
    public void Sample_holds_what_is_written_beside_it(string type)
    {
        var lines = FormatSamples.Of(type).SelectMany(sample => Describe(type, sample.Path, sample.Bytes)).ToList();
        var file = FormatSamples.ExpectationOf(type);
        if (Environment.GetEnvironmentVariable("VIGIL_ACCEPT") == "1")
        {
            File.WriteAllLines(file, lines);
        }

        Assert.Equal(File.ReadAllLines(file), lines);
    }

    private static IEnumerable<string> Describe(string type, string path, byte[] bytes)
    {
        var result = SingleFile.Read(type, path, new MemoryFile(bytes), osRelease: "");
        yield return $"# {path}{(Extracted.Wants(SingleFile.ExtractorOf(type), path) ? "" : " (not looked for there)")}";
        foreach (var package in result.Packages)
        {
            yield return string.Join("  ", Words(package).Where(word => word.Length > 0));
        }

        foreach (var diagnostic in result.Diagnostics)
        {
            yield return $"! {diagnostic.Code} {diagnostic.Message}";
        }
    }

    private static IEnumerable<string> Words(SinglePackage package)
    {
        var dependency = package.Fact.Dependency;
        return
        [
            package.Purl.ToString(),
            package.Fact.IsLocked ? "" : "installed",
            dependency.Relation == DependencyRelation.Unknown ? "" : dependency.Relation.ToString().ToLowerInvariant(),
            dependency.Scope == DependencyScope.Unknown ? "" : dependency.Scope.ToString().ToLowerInvariant(),
            dependency.Groups.IsEmpty ? "" : $"groups {string.Join(',', dependency.Groups)}",
            dependency.Path.IsEmpty ? "" : $"by {string.Join(" > ", dependency.Path)}",
            package.Fact.License.Length == 0 ? "" : $"licence {package.Fact.License}",
        ];
    }
}
