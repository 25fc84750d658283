using System.Globalization;
using System.Text.Json;
using Vigil.Scanning.Artifacts;

namespace Vigil.Server.Sources.Registries;

/// <summary>Reads what registries send when something happens in them.</summary>
/// <seealso href="https://distribution.github.io/distribution/about/notifications/"/>
/// <seealso href="https://goharbor.io/docs/main/working-with-projects/project-configuration/configure-webhooks/"/>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html"/>
internal static class RegistryEvents
{
    /// <summary>Name of the client of this product: what it reads itself is no news.</summary>
    private const string OwnClient = "vigil";

    private const int MostEvents = 10_000;

    /// <summary>Reads a message.</summary>
    /// <returns>What happened; empty when it is nothing that matters.</returns>
    /// <exception cref="FormatException">It is none of the known forms.</exception>
    public static IReadOnlyList<RegistryEvent> Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            return [.. (Member(root, "events") is { ValueKind: JsonValueKind.Array } events ? events.EnumerateArray().Select(OfDistribution)
                : Text(root, "detail-type") == "ECR Image Action" ? [OfEcr(root)]
                : Member(root, "event_data") is { ValueKind: JsonValueKind.Object } data ? OfHarbor(Text(root, "type"), data, Seconds(root, "occur_at"))
                : Text(root, "specversion").Length > 0 ? OfHarbor(Text(root, "type"), Member(root, "data"), Time(root, "time"))
                : throw new FormatException("It is no event of Docker Distribution, Harbor or ECR."))
                .OfType<RegistryEvent>().Take(MostEvents)];
        }
        catch (JsonException fault)
        {
            throw new FormatException("It is no JSON.", fault);
        }
    }

    private static RegistryEvent? OfDistribution(JsonElement one)
    {
        var target = Member(one, "target");
        return Text(Member(one, "request"), "useragent").StartsWith(OwnClient, StringComparison.Ordinal) || Text(target, "mediaType") == "application/octet-stream"
            ? null
            : Event(Text(one, "action"), Text(target, "repository"), Text(target, "digest"), Time(one, "timestamp"));
    }

    private static RegistryEvent? OfEcr(JsonElement root)
    {
        var detail = Member(root, "detail");
        return Text(detail, "result") is "SUCCESS" or "" ? Event(Text(detail, "action-type"), Text(detail, "repository-name"), Text(detail, "image-digest"), Time(root, "time")) : null;
    }

    // PUSH_ARTIFACT in its own form, harbor.artifact.pushed as a CloudEvent
    private static List<RegistryEvent?> OfHarbor(string type, JsonElement data, DateTimeOffset? at)
    {
        var repository = Text(Member(data, "repository"), "repo_full_name");
        return Member(data, "resources") is { ValueKind: JsonValueKind.Array } resources
            ? [.. resources.EnumerateArray().Select(resource => Event(type, repository, Text(resource, "digest"), at))]
            : [];
    }

    private static RegistryEvent? Event(string action, string repository, string digest, DateTimeOffset? at) =>
        ActionOf(action) is { } happened && ImageReference.TryParse($"r.example/{repository}{(digest.Length > 0 ? "@" + digest : "")}", out _)
            ? new RegistryEvent(happened, repository, digest, at)
            : null;

    private static RegistryAction? ActionOf(string word) =>
        Has(word, "push") || Has(word, "mount") ? RegistryAction.Push
        : Has(word, "pull") ? RegistryAction.Pull
        : Has(word, "delet") ? RegistryAction.Delete
        : null;

    private static bool Has(string word, string part) => word.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static JsonElement Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    private static string Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } member ? member.GetString()! : "";

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        DateTimeOffset.TryParse(Text(json, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static DateTimeOffset? Seconds(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
