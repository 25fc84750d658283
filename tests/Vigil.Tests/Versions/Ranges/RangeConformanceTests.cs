using System.Text.Json;
using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Ranges;
using Vigil.Tests.Support;

namespace Vigil.Tests.Versions.Ranges;

/// <summary>Every row of <c>shared/conformance/versions/*.ranges.jsonl</c>; a file's failing rows are reported together.</summary>
public sealed class RangeConformanceTests
{
    /// <summary>Files whose name is not that of the scheme their versions follow.</summary>
    private static readonly Dictionary<string, string> SchemeOfFile = new() { ["bitnami"] = "semver", ["semver"] = "semver-lenient" };

    public static TheoryData<string> Files =>
    [
        "jvm", "maven", "pypi", "rubygems",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Constraint_holds_the_versions_it_should(string file)
    {
        Assert.True(VersionSchemes.TryGet(SchemeOfFile.GetValueOrDefault(file, file), out var scheme), $"no scheme for {file}");

        var wrong = Conformance.Rows($"versions/{file}.ranges.jsonl").Where(row => !Agrees(scheme, row)).ToList();

        Assert.True(wrong.Count == 0, $"{wrong.Count} rows differ:\n{string.Join('\n', wrong)}");
    }

    private static bool Agrees(VersionScheme scheme, JsonElement row)
    {
        Assert.True(ConstraintSyntaxes.TryGet(row.GetProperty("syntax").GetString()!, out var syntax), $"no syntax {row}");
        var options = Option(row, "loose", ConstraintOptions.Loose) | Option(row, "includePrerelease", ConstraintOptions.IncludePrerelease);
        return syntax.TryParse(row.GetProperty("constraint").GetString(), options, out var constraint)
            && constraint.IsSatisfiedBy(scheme, row.GetProperty("version").GetString()) == row.GetProperty("satisfied").GetBoolean();
    }

    private static ConstraintOptions Option(JsonElement row, string name, ConstraintOptions option) =>
        row.TryGetProperty(name, out var value) && value.GetBoolean() ? option : ConstraintOptions.None;
}
