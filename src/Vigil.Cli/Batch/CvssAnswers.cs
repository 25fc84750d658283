using System.Text.Json;
using Vigil.Cli.Output;
using Vigil.Domain.Cvss;

namespace Vigil.Cli.Batch;

/// <summary>Answers of <c>vigil cvss</c>.</summary>
internal static class CvssAnswers
{
    /// <summary>
    /// <c>{vector,version?}</c> to <c>{valid}</c> and the scores; a stated version (<c>3.x</c> means any 3) that is not the vector's makes it invalid.
    /// </summary>
    public static void Answer(JsonElement question, Utf8JsonWriter answer)
    {
        var isVector = CvssVector.TryParse(question.Text("vector"), out var vector, out var error);
        var isValid = isVector && IsOf(question.OptionalText("version"), vector.Version);
        answer.WriteBoolean("valid", isValid);
        if (!isValid)
        {
            answer.WriteString("reason", error ?? "the vector is of another version");
            return;
        }

        var scores = vector.Score();
        answer.WriteNumber("base", scores.Base);
        WriteKnown(answer, "temporal", scores.Temporal);
        WriteKnown(answer, "environmental", scores.Environmental);
        WriteKnown(answer, "impact", scores.Impact);
        WriteKnown(answer, "exploitability", scores.Exploitability);
        answer.WriteNumber("overall", scores.Overall);
        answer.WriteNumber("score", scores.Overall);
        answer.WriteOptional("macrovector", vector.MacroVector);
        answer.WriteString("severity", vector.Rating.ToString().ToUpperInvariant());
    }

    private static bool IsOf(string? name, CvssVersion version) => name switch
    {
        null => true,
        "2.0" or "2" => version == CvssVersion.V20,
        "3.0" => version == CvssVersion.V30,
        "3.1" => version == CvssVersion.V31,
        "3.x" or "3" => version is CvssVersion.V30 or CvssVersion.V31,
        "4.0" or "4" => version == CvssVersion.V40,
        _ => throw new FormatException($"there is no CVSS version \"{name}\"; known are 2.0, 3.0, 3.1, 3.x, 4.0"),
    };

    private static void WriteKnown(Utf8JsonWriter answer, string name, double? score)
    {
        if (score is { } known)
        {
            answer.WriteNumber(name, known);
        }
    }
}
