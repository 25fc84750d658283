using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries.SecurityHub;

/// <summary><c>BatchImportFindings</c> of AWS Security Hub: at most a hundred findings a call, each taken or refused by itself.</summary>
/// <remarks>Only packages and open ports go there; changes of one finding within a call count once, the last (spec events.md §2).</remarks>
internal sealed class SecurityHubDelivery(AwsCall aws) : IDelivery
{
    private const int LargestFindingBytes = 240 << 10;

    private static readonly string[] Passing = ["InternalError", "LimitExceeded", "Throttling"];

    public DestinationKind Kind => DestinationKind.SecurityHub;

    // a call takes 6 MB
    public int MostPerCall => 25;

    public async Task<IReadOnlyList<Receipt>> SendAsync(OpenDestination address, IReadOnlyList<FeedEntry> entries, CancellationToken cancellation)
    {
        var last = entries.OfType<FeedEntry.OfFinding>()
            .Where(change => change.Finding.Content.Type != FindingType.CodeVulnerability)
            .GroupBy(change => change.Finding.Arn, StringComparer.Ordinal)
            .ToDictionary(changes => changes.Key, changes => Write(changes.Last().AsItWas()), StringComparer.Ordinal);
        var failed = last.Where(pair => pair.Value.Length > LargestFindingBytes)
            .ToDictionary(pair => pair.Key, pair => new Receipt(Fate.Refused, $"The finding has {pair.Value.Length} bytes, and Security Hub takes {LargestFindingBytes}."), StringComparer.Ordinal);
        var sent = last.Where(pair => !failed.ContainsKey(pair.Key)).Select(pair => pair.Value).ToList();
        if (sent.Count > 0)
        {
            var answer = await aws.PostAsync(address, "securityhub", "/findings/import", "application/json", target: null, Batch(sent), cancellation);
            ReadFailures(answer, failed);
        }

        return [.. entries.Select(entry => entry is FeedEntry.OfFinding change ? failed.GetValueOrDefault(change.Finding.Arn) : Receipt.Delivered)];
    }

    private static void ReadFailures(byte[] answer, Dictionary<string, Receipt> failed)
    {
        using var document = JsonDocument.Parse(answer);
        if (!document.RootElement.TryGetProperty("FailedFindings", out var failures))
        {
            return;
        }

        foreach (var failure in failures.EnumerateArray())
        {
            var code = failure.GetProperty("ErrorCode").GetString() ?? "";
            var reason = $"{code}: {(failure.TryGetProperty("ErrorMessage", out var message) ? message.GetString() : "")}";
            var fate = Array.Exists(Passing, passing => code.StartsWith(passing, StringComparison.Ordinal)) ? Fate.Owed : Fate.Refused;
            failed[failure.GetProperty("Id").GetString() ?? ""] = new Receipt(fate, reason);
        }
    }

    private static byte[] Write(RecordedFinding finding)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            AsffFinding.Write(json, finding);
        }

        return stream.ToArray();
    }

    private static byte[] Batch(List<byte[]> findings)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("Findings");
            foreach (var finding in findings)
            {
                json.WriteRawValue(finding, skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
