using System.Text.Json;
using Vigil.Domain.Purl;

namespace Vigil.Cli.Batch;

/// <summary>Answers of <c>vigil purl</c>: the three operations of the package-url project's own tests.</summary>
internal static class PurlAnswers
{
    /// <summary><c>{test_type,input}</c> to <c>{output}</c>; what is no package URL is an error that says why.</summary>
    public static void Answer(JsonElement question, Utf8JsonWriter answer)
    {
        switch (question.Text("test_type"))
        {
            case "parse":
                WriteParts(answer, PackageUrl.Parse(question.Text("input")));
                break;
            case "validate" or "roundtrip":
                answer.WriteString("output", Canonical(question.Text("input")));
                break;
            case "build":
                answer.WriteString("output", Build(question.GetProperty("input")).ToString());
                break;
            default:
                throw new FormatException("\"test_type\" is one of parse, build, validate");
        }
    }

    private static string Canonical(string text) =>
        PackageUrl.TryCanonicalize(text, out var purl, out var error) ? purl.ToString() : throw new FormatException(error);

    private static PackageUrl Build(JsonElement parts)
    {
        if (parts.ValueKind == JsonValueKind.String)
        {
            return PackageUrl.Parse(parts.GetString());
        }

        List<PurlQualifier> qualifiers = [];
        if (parts.TryGetProperty("qualifiers", out var stated) && stated.ValueKind == JsonValueKind.Object)
        {
            foreach (var qualifier in stated.EnumerateObject())
            {
                qualifiers.Add(new PurlQualifier(qualifier.Name, stated.OptionalText(qualifier.Name) ?? ""));
            }
        }

        return PackageUrl.Create(
            parts.OptionalText("type"),
            parts.OptionalText("namespace"),
            parts.OptionalText("name"),
            parts.OptionalText("version"),
            qualifiers.ToArray(),
            parts.OptionalText("subpath"));
    }

    private static void WriteParts(Utf8JsonWriter answer, PackageUrl purl)
    {
        answer.WriteStartObject("output");
        answer.WriteString("type", purl.Type);
        WriteNullable(answer, "namespace", purl.Namespace);
        answer.WriteString("name", purl.Name);
        WriteNullable(answer, "version", purl.Version);
        if (purl.Qualifiers.IsEmpty)
        {
            answer.WriteNull("qualifiers");
        }
        else
        {
            answer.WriteStartObject("qualifiers");
            foreach (var (key, value) in purl.Qualifiers)
            {
                answer.WriteString(key, value);
            }

            answer.WriteEndObject();
        }

        WriteNullable(answer, "subpath", purl.Subpath);
        answer.WriteEndObject();
    }

    private static void WriteNullable(Utf8JsonWriter answer, string name, string value)
    {
        if (value.Length > 0)
        {
            answer.WriteString(name, value);
        }
        else
        {
            answer.WriteNull(name);
        }
    }
}
