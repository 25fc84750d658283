using System.Text.Json;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Ecosystems;

/// <summary>Runs the public conformance cases of the operating system databases.</summary>
public sealed class ExtractConformanceTests
{
    [Theory]
    [InlineData("apk")]
    [InlineData("dpkg")]
    [InlineData("rpmdb")]
    public void Cases_of_the_type_pass(string type)
    {
        var folder = Conformance.PathOf($"extract/{type}");
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));

        foreach (var row in cases.RootElement.EnumerateArray())
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

        var expected = row.GetProperty("expected").EnumerateArray().Select(Describe).Order(StringComparer.Ordinal);
        var fields = row.GetProperty("expected").EnumerateArray().FirstOrDefault();
        var actual = result.Packages.Select(package => Describe(package.Fact, fields)).Order(StringComparer.Ordinal);
        Assert.Equal(expected, actual);
    }

    private static string Describe(JsonElement package) =>
        string.Join(' ', package.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}={field.Value}"));

    private static string Describe(PackageFact fact, JsonElement fields)
    {
        var rpm = EpochVersionRelease.Parse(fact.Version);
        return string.Join(' ', fields.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal).Select(field => $"{field}={Value(field)}"));

        string Value(string field) => field switch
        {
            "name" => fact.Name,
            "version" => fact.Kind == "rpm" ? rpm.Version : fact.Version,
            "release" => rpm.Release,
            "epoch" => rpm.Epoch.Length > 0 ? rpm.Epoch : "0",
            "arch" => fact.Arch,
            "srcName" => fact.SourceName,
            "srcVersion" => fact.SourceVersion,
            "sourceRpm" => fact.SourceRpm,
            "status" => fact.Status,
            _ => throw new InvalidOperationException($"The cases have a field '{field}' that this test does not compare."),
        };
    }

    private static string Text(JsonElement row, string field) => row.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
}
