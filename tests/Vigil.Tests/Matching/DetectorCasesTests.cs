using System.Text.Json;
using Vigil.Domain.Versions;
using Vigil.Scanning.Matching.Batch;
using Vigil.Tests.Support;

namespace Vigil.Tests.Matching;

/// <summary>Holds the matcher to <c>shared/conformance/match</c>: package list, advisory set, findings.</summary>
public sealed class DetectorCasesTests
{
    [Theory]
    [InlineData("os")]
    [InlineData("lang")]
    public void Every_case_gives_the_expected_findings(string kind)
    {
        Assert.SkipUnless(kind == "os" || VersionSchemes.TryGet("packagist", out _), "the language schemes are not there yet");
        var rows = Conformance.Rows("match/detector-cases.jsonl").Where(row => row.GetProperty("kind").ValueEquals(kind));

        var failures = rows.Select(Failure).OfType<string>().ToArray();

        Assert.True(failures.Length == 0, $"{failures.Length} cases differ:\n{string.Join('\n', failures)}");
    }

    private static string? Failure(JsonElement row)
    {
        var expected = row.GetProperty("expected").EnumerateArray().Select(Describe).Order(StringComparer.Ordinal).ToArray();
        string[] actual;
        try
        {
            actual = [.. Answer(row).EnumerateArray().Select(Describe).Order(StringComparer.Ordinal)];
        }
        catch (FormatException ex)
        {
            actual = [ex.Message];
        }

        return expected.SequenceEqual(actual)
            ? null
            : $"{row.GetProperty("name")}\n  expected {string.Join("; ", expected)}\n  actual   {string.Join("; ", actual)}";
    }

    private static JsonElement Answer(JsonElement row)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            MatchCase.Answer(row, writer);
            writer.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("matches").Clone();
    }

    private static string Describe(JsonElement match) => string.Join(' ', match.EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => $"{one.Name}={one.Value}"));
}
