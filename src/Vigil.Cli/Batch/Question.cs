using System.Text.Json;

namespace Vigil.Cli.Batch;

/// <summary>Reads the members of a question with messages a user can act on.</summary>
internal static class Question
{
    /// <summary>A text that must be there.</summary>
    /// <exception cref="FormatException">It is missing or not a text.</exception>
    public static string Text(this JsonElement question, string name) =>
        question.OptionalText(name) ?? throw new FormatException($"the member \"{name}\" is missing");

    /// <summary>A text, or <see langword="null"/> when it is absent or <c>null</c>.</summary>
    /// <exception cref="FormatException">It is something else than a text.</exception>
    public static string? OptionalText(this JsonElement question, string name)
    {
        if (question.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("a JSON object is expected on each line");
        }

        return !question.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null
            ? null
            : value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : throw new FormatException($"the member \"{name}\" is not a text");
    }

    /// <summary>Whether a member is there and true.</summary>
    public static bool Flag(this JsonElement question, string name) =>
        question.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
