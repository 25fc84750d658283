using System.Text.Json;

namespace Vigil.Cli.Batch;

/// <summary>Answers of <c>vigil version</c>.</summary>
internal static class VersionAnswers
{
    /// <summary><c>{ecosystem,a,b}</c> to <c>{cmp}</c>.</summary>
    public static void Compare(JsonElement question, Utf8JsonWriter answer)
    {
        var scheme = SchemeNames.Get(question.Text("ecosystem"));
        answer.WriteNumber("cmp", Math.Sign(scheme.Compare(question.Text("a"), question.Text("b"))));
    }

    /// <summary><c>{ecosystem,version}</c> to <c>{valid}</c>.</summary>
    public static void Parse(JsonElement question, Utf8JsonWriter answer)
    {
        var scheme = SchemeNames.Get(question.Text("ecosystem"));
        answer.WriteBoolean("valid", scheme.IsValid(question.Text("version")));
    }
}
