using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Ecosystems;

/// <summary>Runs the public conformance cases of every type of file.</summary>
public sealed class ExtractConformanceTests
{
    public static TheoryData<string> Types => [.. SingleFile.Types.Where(type => Conformance.Has($"extract/{type}"))];

    [Theory]
    [MemberData(nameof(Types))]
    public void Cases_of_the_type_pass(string type)
    {
        var folder = Conformance.PathOf($"extract/{type}");
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));

        // "no replace" asks for what an option of the project that it comes from does, on the same file as "replace"
        foreach (var row in cases.RootElement.EnumerateArray().Where(row => Text(row, "name") != "no replace"))
        {
            Check(folder, row);
        }
    }

    private static void Check(string folder, JsonElement row)
    {
        var name = row.GetProperty("name").GetString();
        var content = new MemoryFile(File.ReadAllBytes(Path.Combine(folder, Text(row, "input"))));

        var result = SingleFile.Read(Text(row, "type"), Text(row, "path"), content, Text(row, "osRelease"));

        if (row.TryGetProperty("expectError", out var error) && error.GetBoolean())
        {
            Assert.True(result.IsDamaged, $"{name}: the broken file was not reported");
            return;
        }

        Assert.False(result.IsDamaged, $"{name}: {string.Join("; ", result.Diagnostics)}");
        var expected = row.GetProperty("expected").EnumerateArray().ToList();
        var found = result.Packages.ToLookup(package => (package.Fact.Name, VersionOf(package.Fact)));
        foreach (var package in expected)
        {
            var same = found[(Text(package, "name"), Text(package, "version"))];
            Assert.True(same.Any(one => package.EnumerateObject().All(field => field.Value.ToString() == Value(one, field.Name))), $"{name}: no {package}");
        }

        if (Text(row, "mode") is "exact" or "")
        {
            var names = expected.Select(package => (Text(package, "name"), Text(package, "version"))).ToHashSet();
            Assert.DoesNotContain(found.Select(group => group.Key), key => !names.Contains(key));
        }
    }

    private static string VersionOf(PackageFact fact) => fact.Kind == "rpm" ? EpochVersionRelease.Parse(fact.Version).Version : fact.Version;

    private static string Value(SinglePackage package, string field) => field switch
    {
        "name" => package.Fact.Name,
        "version" => VersionOf(package.Fact),
        "release" => EpochVersionRelease.Parse(package.Fact.Version).Release,
        "epoch" => EpochVersionRelease.Parse(package.Fact.Version).Epoch is { Length: > 0 } epoch ? epoch : "0",
        "arch" => package.Fact.Arch,
        "srcName" => package.Fact.SourceName,
        "srcVersion" => package.Fact.SourceVersion,
        "sourceRpm" => package.Fact.SourceRpm,
        "status" => package.Fact.Status,
        "purl" => package.Purl.ToString(),
        "dev" => (package.Fact.Dependency.Scope == DependencyScope.Development).ToString(),
        "main" => "True",
        "relationship" => package.Fact.Dependency.Relation == DependencyRelation.Direct ? "direct" : "indirect",
        _ => throw new InvalidOperationException($"The cases have a field '{field}' that this test does not compare."),
    };

    private static string Text(JsonElement row, string field) => row.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
}
