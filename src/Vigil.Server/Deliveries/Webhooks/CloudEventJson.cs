using System.Globalization;
using System.Text.Json;
using Vigil.Domain.Coverage;
using Vigil.Server.Operations.Findings;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries.Webhooks;

/// <summary>A change as a CloudEvent (CloudEvents 1.0, JSON format). The data is what the change feed of the API shows.</summary>
internal static class CloudEventJson
{
    /// <summary>Writes one as an object.</summary>
    public static byte[] Write(OpenDestination destination, FeedEntry entry)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", DeliveryId.Of(destination, entry.Number));
            json.WriteString("datacontenttype", "application/json");
            switch (entry)
            {
                case FeedEntry.OfFinding change:
                    WriteEnvelope(json, change.Finding.Resource.Account.ToString(), $"finding.{change.Change.Event}", change.Finding.Resource.Id, change.Change.At);
                    json.WritePropertyName("data");
                    FindingJson.Write(json, change.AsItWas());
                    break;
                case FeedEntry.OfCoverage change:
                    WriteEnvelope(json, change.Resource.Account.ToString(), change.IsFirstScan ? "scan.first" : "coverage.changed", change.Resource.Id, change.At);
                    json.WriteStartObject("data");
                    json.WriteString("scanType", CoverageWords.Type[change.ScanType]);
                    json.WriteString("status", CoverageWords.IsActive(change.Reason) ? "ACTIVE" : "INACTIVE");
                    json.WriteString("reason", CoverageWords.Reason[change.Reason]);
                    json.WritePropertyName("resource");
                    ResourceJson.Write(json, change.Resource);
                    json.WriteEndObject();
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(entry));
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteEnvelope(Utf8JsonWriter json, string account, string type, string subject, DateTimeOffset at)
    {
        json.WriteString("source", $"urn:vigil:account:{account}");
        json.WriteString("type", $"vigil.{type.ToLowerInvariant()}");
        json.WriteString("subject", subject);
        json.WriteString("time", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
