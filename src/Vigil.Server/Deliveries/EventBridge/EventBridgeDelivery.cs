using System.Text;
using System.Text.Json;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries.EventBridge;

/// <summary><c>PutEvents</c> of Amazon EventBridge: at most ten events and 256 KiB a call, each taken or refused by itself.</summary>
internal sealed class EventBridgeDelivery(AwsCall aws, FindingQueries findings) : IDelivery
{
    private const int LargestEventBytes = 256 << 10;

    private static readonly string[] Passing = ["InternalFailure", "InternalException", "ThrottlingException", "ServiceUnavailable"];

    public DestinationKind Kind => DestinationKind.EventBridge;

    public int MostPerCall => 10;

    public async Task<IReadOnlyList<Receipt>> SendAsync(OpenDestination address, IReadOnlyList<FeedEntry> entries, CancellationToken cancellation)
    {
        var receipts = new Receipt[entries.Count];
        var batch = new List<int>();
        var bytes = 0;
        var details = entries.Select(entry => EventDetail.Of(entry, CountsOf)).ToList();
        for (var at = 0; at < entries.Count; at++)
        {
            var size = details[at].Json.Length + 1_024;
            if (size > LargestEventBytes)
            {
                receipts[at] = new Receipt(Fate.Refused, $"The event has {size} bytes, and EventBridge takes {LargestEventBytes}.");
                continue;
            }

            if (bytes + size > LargestEventBytes)
            {
                await PutAsync(address, details, batch, receipts, cancellation);
                batch.Clear();
                bytes = 0;
            }

            batch.Add(at);
            bytes += size;
        }

        await PutAsync(address, details, batch, receipts, cancellation);
        return receipts;
    }

    private async Task PutAsync(OpenDestination address, List<EventDetail> details, List<int> batch, Receipt[] receipts, CancellationToken cancellation)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var answer = await aws.PostAsync(
            address, "events", "/", "application/x-amz-json-1.1", "AWSEvents.PutEvents", Write(address, batch.Select(at => details[at])), cancellation);
        using var document = JsonDocument.Parse(answer);
        var entries = document.RootElement.GetProperty("Entries");
        if (entries.GetArrayLength() != batch.Count)
        {
            throw new DeliveryException($"it answered for {entries.GetArrayLength()} of {batch.Count} events");
        }

        foreach (var (at, entry) in batch.Zip(entries.EnumerateArray()))
        {
            receipts[at] = ReceiptOf(entry);
        }
    }

    private static Receipt ReceiptOf(JsonElement entry)
    {
        if (!entry.TryGetProperty("ErrorCode", out var code) || code.ValueKind == JsonValueKind.Null)
        {
            return Receipt.Delivered;
        }

        var reason = $"{code.GetString()}: {(entry.TryGetProperty("ErrorMessage", out var message) ? message.GetString() : "")}";
        return new Receipt(Passing.Contains(code.GetString(), StringComparer.Ordinal) ? Fate.Owed : Fate.Refused, reason);
    }

    private static byte[] Write(OpenDestination address, IEnumerable<EventDetail> details)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("Entries");
            foreach (var detail in details)
            {
                json.WriteStartObject();
                json.WriteNumber("Time", detail.At.ToUnixTimeSeconds());
                json.WriteString("Source", address.Setup.EventSource);
                json.WriteStartArray("Resources");
                json.WriteStringValue(detail.Resource);
                json.WriteEndArray();
                json.WriteString("DetailType", detail.Type);
                json.WriteString("Detail", Encoding.UTF8.GetString(detail.Json));
                json.WriteString("EventBusName", address.Setup.EventBus);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private Dictionary<FindingSeverity, int> CountsOf(Resource resource)
    {
        var counts = new Dictionary<FindingSeverity, int>();
        string? token = null;
        do
        {
            var page = findings.List(new FindingQuery
            {
                Accounts = [resource.Account],
                Criteria = Criteria.All.With("resourceId", resource.Id).With("findingStatus", "ACTIVE"),
                MaxResults = 1_000,
                NextToken = token,
            });
            foreach (var finding in page.Items)
            {
                counts[finding.Content.Severity] = counts.GetValueOrDefault(finding.Content.Severity) + 1;
            }

            token = page.NextToken;
        }
        while (token is not null);
        return counts;
    }
}
