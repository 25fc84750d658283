using System.Text.Json;
using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Ranges;

namespace Vigil.Cli.Batch;

/// <summary>Answers of <c>vigil version</c>.</summary>
internal static class VersionAnswers
{
    /// <summary><c>{ecosystem,a,b,strategy?}</c> to <c>{cmp}</c>; the strategy says what a missing epoch means, <c>a</c> being the installed version.</summary>
    public static void Compare(JsonElement question, Utf8JsonWriter answer)
    {
        var scheme = SchemeNames.Get(question.Text("ecosystem"));
        var (a, b) = (question.Text("a"), question.Text("b"));
        answer.WriteNumber("cmp", Math.Sign(question.OptionalText("strategy") is { } strategy
            ? WithEpochs(scheme).Compare(a, b, Strategy(strategy))
            : scheme.Compare(a, b)));
    }

    /// <summary><c>{ecosystem,syntax,version,constraint,loose?,includePrerelease?}</c> to <c>{satisfied}</c>.</summary>
    public static void Satisfies(JsonElement question, Utf8JsonWriter answer)
    {
        var name = question.OptionalText("syntax") ?? "advisory";
        if (!ConstraintSyntaxes.TryGet(name, out var syntax))
        {
            var known = string.Join(", ", ConstraintSyntaxes.All.Select(known => known.Name).Order(StringComparer.Ordinal));
            throw new FormatException($"there is no constraint syntax \"{name}\"; known are: {known}");
        }

        var scheme = SchemeNames.Get(question.OptionalText("ecosystem") ?? "semver");
        var text = question.Text("constraint");
        if (!syntax.TryParse(text, Options(question), out var constraint))
        {
            throw new FormatException($"\"{text}\" is not a constraint of the syntax {name}");
        }

        answer.WriteBoolean("satisfied", constraint.IsSatisfiedBy(scheme, question.Text("version")));
    }

    /// <summary><c>{ecosystem,version}</c> to <c>{valid}</c>; where a constraint syntax is named instead, whether the text is a constraint of it.</summary>
    public static void Parse(JsonElement question, Utf8JsonWriter answer)
    {
        var name = question.OptionalText("ecosystem") ?? question.Text("syntax");
        var version = question.Text("version");
        answer.WriteBoolean(
            "valid",
            ConstraintSyntaxes.TryGet(name, out var syntax) ? syntax.TryParse(version, Options(question), out _) : SchemeNames.Get(name).IsValid(version));
    }

    private static EpochVersionScheme WithEpochs(VersionScheme scheme) =>
        scheme as EpochVersionScheme ?? throw new FormatException($"versions of the scheme {scheme.Name} have no epoch, so there is no strategy for a missing one");

    private static MissingEpoch Strategy(string name) => name switch
    {
        "zero" => MissingEpoch.Zero,
        "auto" => MissingEpoch.Auto,
        "ignore" => MissingEpoch.Ignore,
        _ => throw new FormatException($"there is no strategy \"{name}\" for a missing epoch; known are zero, auto, ignore"),
    };

    private static ConstraintOptions Options(JsonElement question) =>
        (question.Flag("loose") ? ConstraintOptions.Loose : ConstraintOptions.None)
        | (question.Flag("includePrerelease") ? ConstraintOptions.IncludePrerelease : ConstraintOptions.None);
}
