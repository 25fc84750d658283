using System.Text.Json;
using Vigil.Domain.Cvss;
using Vigil.Tests.Support;

namespace Vigil.Tests.Cvss;

public sealed class CvssConformanceTests
{
    // Two rows follow the examples of the CVSS 2.0 guide (section 3.3), which round the adjusted base and temporal scores before the
    // environmental equation. The NVD's calculator does not, nor do the 7,956 environmental rows taken from calculators: of those,
    // rounding in between breaks 1,231.
    private static readonly string[] RoundedInBetween =
    [
        "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H",
        "AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M",
    ];

    [Fact]
    public void Every_row_agrees_with_the_published_calculators()
    {
        var failures = Conformance.Rows("cvss.jsonl")
            .Where(row => !RoundedInBetween.Contains(row.GetProperty("vector").GetString()))
            .Select(Failure).OfType<string>().ToList();

        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20).Prepend($"{failures.Count} rows differ")));
    }

    private static string? Failure(JsonElement row)
    {
        var text = row.GetProperty("vector").GetString()!;
        var isValid = CvssVector.TryParse(text, out var vector, out var error) && IsOf(row.GetProperty("version").GetString()!, vector.Version);
        if (isValid != row.GetProperty("valid").GetBoolean())
        {
            return $"{text}: {(isValid ? "was taken" : error)}";
        }

        if (!isValid)
        {
            return null;
        }

        var scores = vector.Score();
        (string Name, object? Found)[] found =
        [
            ("base", scores.Base),
            ("temporal", scores.Temporal),
            ("environmental", scores.Environmental),
            ("impact", scores.Impact),
            ("exploitability", scores.Exploitability),
            ("overall", scores.Overall),
            ("score", scores.Overall),
            ("macrovector", vector.MacroVector),
        ];
        var differences = found
            .Where(field => row.TryGetProperty(field.Name, out var expected)
                && !Equals(field.Found, expected.ValueKind == JsonValueKind.Number ? expected.GetDouble() : expected.GetString()))
            .Select(field => $"{field.Name} {field.Found} instead of {row.GetProperty(field.Name)}")
            .ToList();
        return differences.Count == 0 ? null : $"{text}: {string.Join(", ", differences)}";
    }

    private static bool IsOf(string name, CvssVersion version) => name switch
    {
        "2.0" => version == CvssVersion.V20,
        "3.0" => version == CvssVersion.V30,
        "3.1" => version == CvssVersion.V31,
        "3.x" => version is CvssVersion.V30 or CvssVersion.V31,
        _ => version == CvssVersion.V40,
    };
}
