using System.Text.Json;
using Vigil.Domain.Purl;
using Vigil.Tests.Support;

namespace Vigil.Tests.Purl;

public sealed class PurlConformanceTests
{
    [Fact]
    public void Every_case_of_the_specification_passes()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Conformance.PathOf("purl.json")));

        var failures = document.RootElement.GetProperty("tests").EnumerateArray().Select(Failure).OfType<string>();

        Assert.Empty(failures);
    }

    private static string? Failure(JsonElement test)
    {
        var input = test.GetProperty("input");
        var (output, error) = test.GetProperty("test_type").GetString() switch
        {
            "parse" => PackageUrl.TryParse(input.GetString(), out var purl, out var why) ? (Components(purl), why) : (null, why),
            "validate" => PackageUrl.TryCanonicalize(input.GetString(), out var purl, out var why) ? (purl.ToString(), why) : (null, why),
            _ => Build(input),
        };
        var expected = test.TryGetProperty("expected_output", out var value) && value.ValueKind != JsonValueKind.Null ? value : default;
        var expectedText = expected.ValueKind == JsonValueKind.Object ? Components(expected) : expected.ValueKind == JsonValueKind.String ? expected.GetString() : null;
        return output == expectedText ? null : $"{test.GetProperty("description")}: {input} gave {output ?? error}, expected {expectedText ?? "an error"}";
    }

    private static (string?, string?) Build(JsonElement input)
    {
        var built = PackageUrl.TryCreate(
            Text(input, "type"),
            Text(input, "namespace"),
            Text(input, "name"),
            Text(input, "version"),
            [.. Qualifiers(input)],
            Text(input, "subpath"),
            out var purl,
            out var error);
        return built ? (purl!.ToString(), error) : (null, error);
    }

    private static string Components(PackageUrl purl) =>
        string.Join('\n', purl.Type, purl.Namespace, purl.Name, purl.Version, string.Join('&', purl.Qualifiers), purl.Subpath);

    private static string Components(JsonElement parts) => string.Join(
        '\n',
        Text(parts, "type"),
        Text(parts, "namespace"),
        Text(parts, "name"),
        Text(parts, "version"),
        string.Join('&', Qualifiers(parts).OrderBy(qualifier => qualifier.Key, StringComparer.Ordinal)),
        Text(parts, "subpath"));

    private static string? Text(JsonElement parts, string member) => parts.GetProperty(member).GetString();

    private static IEnumerable<PurlQualifier> Qualifiers(JsonElement parts) => parts.GetProperty("qualifiers") is { ValueKind: JsonValueKind.Object } qualifiers
        ? qualifiers.EnumerateObject().Select(member => new PurlQualifier(member.Name, member.Value.GetString()!))
        : [];
}
