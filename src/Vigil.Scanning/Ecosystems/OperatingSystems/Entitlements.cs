using System.Text.Json;
using Vigil.Domain;

namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>Subscriptions and extra repositories that widen the set of advisories which apply.</summary>
internal static class Entitlements
{
    /// <summary>Packages of ESM are installed, though nothing tells of the service they came from.</summary>
    public const string InstalledEsm = "esm-installed";

    private const string ExtrasSection = "[amzn2extra-";

    /// <summary>Ubuntu Pro services (<c>esm-infra</c>, <c>esm-apps</c>) and topics of the Amazon Linux 2 extras (<c>docker</c>), sorted.</summary>
    public static EquatableArray<string> Find(string distributionId, IReadOnlyDictionary<string, string> files)
    {
        IEnumerable<string> found = distributionId switch
        {
            "ubuntu" => [.. ProServices(files), .. EsmSources(files)],
            "amzn" => ExtrasTopics(files),
            _ => [],
        };
        return [.. found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    // {"attached": true, "services": [{"name": "esm-infra", "status": "enabled"}, …]}
    private static List<string> ProServices(IReadOnlyDictionary<string, string> files)
    {
        var services = new List<string>();
        if (!files.TryGetValue(IdentityPaths.UbuntuPro, out var text))
        {
            return services;
        }

        try
        {
            using var status = JsonDocument.Parse(text);
            if (status.RootElement.ValueKind == JsonValueKind.Object
                && status.RootElement.TryGetProperty("services", out var list) && list.ValueKind == JsonValueKind.Array)
            {
                services.AddRange(list.EnumerateArray().Where(IsEnabled).Select(service => TextOf(service, "name")).Where(name => name.StartsWith("esm-", StringComparison.Ordinal)));
            }
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException)
        {
            // The file is a cache of the pro client, which rewrites it when it is broken: it then says nothing.
        }

        return services;
    }

    private static bool IsEnabled(JsonElement service) => service.ValueKind == JsonValueKind.Object && TextOf(service, "status") == "enabled";

    private static string TextOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    // deb https://esm.ubuntu.com/infra/ubuntu jammy-infra-security main
    private static IEnumerable<string> EsmSources(IReadOnlyDictionary<string, string> files) =>
        from file in files
        where file.Key.StartsWith(IdentityPaths.AptSources, StringComparison.Ordinal)
            && !file.Value.Contains("Enabled: no", StringComparison.OrdinalIgnoreCase)
        from line in file.Value.Split('\n')
        where !line.TrimStart().StartsWith('#')
        from pool in (string[])["infra", "apps"]
        where line.Contains($"esm.ubuntu.com/{pool}", StringComparison.Ordinal)
        select $"esm-{pool}";

    // [amzn2extra-docker] … enabled = 1
    private static List<string> ExtrasTopics(IReadOnlyDictionary<string, string> files)
    {
        var topics = new List<string>();
        var topic = "";
        foreach (var raw in files.GetValueOrDefault(IdentityPaths.AmazonExtras, "").Split('\n'))
        {
            var line = raw.Replace(" ", "", StringComparison.Ordinal).Trim();
            if (line.StartsWith('['))
            {
                topic = line.StartsWith(ExtrasSection, StringComparison.Ordinal) ? line[ExtrasSection.Length..].TrimEnd(']') : "";
            }
            else if (line == "enabled=1" && topic.Length > 0 && !topic.EndsWith("-source", StringComparison.Ordinal)
                && !topic.EndsWith("-debuginfo", StringComparison.Ordinal))
            {
                topics.Add(topic);
            }
        }

        return topics;
    }
}
