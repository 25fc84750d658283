using System.Text.Json;
using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Ranges;
using Vigil.Tests.Support;

namespace Vigil.Tests.Versions.Ranges;

/// <summary>Every row of <c>shared/conformance/versions/*.ranges.jsonl</c>; a file's failing rows are reported together.</summary>
public sealed class RangeConformanceTests
{
    /// <summary>Files whose name is not that of the scheme their versions follow.</summary>
    private static readonly Dictionary<string, string> SchemeOfFile = new() { ["semver"] = "semver-lenient" };

    public static TheoryData<string> Files =>
    [
        "apk", "bitnami", "crates", "deb", "jvm", "maven", "npm", "portage", "pypi", "rpm", "rubygems", "semver",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Constraint_holds_the_versions_it_should(string file)
    {
        Assert.True(VersionSchemes.TryGet(SchemeOfFile.GetValueOrDefault(file, file), out var scheme), $"no scheme for {file}");

        var failures = Conformance.Rows($"versions/{file}.ranges.jsonl").Select(row => Failure(file, scheme, row)).OfType<string>().ToList();

        Assert.True(failures.Count == 0, $"{failures.Count} rows disagree:\n{string.Join('\n', failures)}");
    }

    [Fact]
    public void Npm_ranges_are_told_from_other_texts()
    {
        var failures = Conformance.Rows("versions/npm-range.valid.jsonl").Where(row => IsNpmRange(row) != row.GetProperty("valid").GetBoolean()).ToList();

        Assert.True(failures.Count == 0, $"{failures.Count} rows disagree:\n{string.Join('\n', failures)}");
    }

    private static bool IsNpmRange(JsonElement row) =>
        ConstraintSyntaxes.TryGet("npm-range", out var syntax) && syntax.TryParse(Text(row, "version"), Options(row), out _);

    private static string? Failure(string file, VersionScheme scheme, JsonElement row)
    {
        var (syntaxName, version, text) = (Text(row, "syntax"), Text(row, "version"), Text(row, "constraint"));
        Assert.True(ConstraintSyntaxes.TryGet(syntaxName, out var syntax), $"no syntax {syntaxName}");
        var agrees = syntax.TryParse(text, Options(row), out var constraint)
            && constraint.IsSatisfiedBy(scheme, version) == row.GetProperty("satisfied").GetBoolean();
        return agrees == !RefutedRows.Ranges.Contains($"{file}: {version} in {text}") ? null : row.ToString();
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!; // every row has it

    private static ConstraintOptions Options(JsonElement row) =>
        Option(row, "loose", ConstraintOptions.Loose) | Option(row, "includePrerelease", ConstraintOptions.IncludePrerelease);

    private static ConstraintOptions Option(JsonElement row, string name, ConstraintOptions option) =>
        row.TryGetProperty(name, out var value) && value.GetBoolean() ? option : ConstraintOptions.None;
}
