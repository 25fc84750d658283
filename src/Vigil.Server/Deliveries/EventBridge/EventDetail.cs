using System.Globalization;
using System.Text.Json;
using Vigil.Domain.Coverage;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;
using Vigil.Server.Operations.Findings;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries.EventBridge;

/// <summary>What an event says of a change, in the words of Inspector's events (spec events.md §1).</summary>
/// <param name="Type">Its type: <c>Inspector2 Finding</c>.</param>
/// <param name="Resource">What it is about.</param>
/// <param name="At">When it happened.</param>
/// <param name="Json">The detail.</param>
internal sealed record EventDetail(string Type, string Resource, DateTimeOffset At, byte[] Json)
{
    private static readonly FindingSeverity[] Counted = [FindingSeverity.Critical, FindingSeverity.High, FindingSeverity.Medium];

    /// <summary>The event of a change.</summary>
    /// <param name="entry">The change.</param>
    /// <param name="counts">Open findings of a resource by severity, for the event of a first scan.</param>
    public static EventDetail Of(FeedEntry entry, Func<Resource, IReadOnlyDictionary<FindingSeverity, int>> counts) => entry switch
    {
        FeedEntry.OfFinding change => new EventDetail("Inspector2 Finding", change.Finding.Resource.Id, change.Change.At, EventFinding.Write(change.AsItWas())),
        FeedEntry.OfCoverage { IsFirstScan: true } scan => new EventDetail("Inspector2 Scan", ScannedThing(scan.Resource), scan.At, Build(json => WriteScan(json, scan.Resource, counts(scan.Resource)))),
        FeedEntry.OfCoverage change => new EventDetail("Inspector2 Coverage", change.Resource.Id, change.At, Build(json => WriteCoverage(json, change))),
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };

    private static void WriteScan(Utf8JsonWriter json, Resource resource, IReadOnlyDictionary<FindingSeverity, int> counts)
    {
        json.WriteString("version", "1.0");
        json.WriteString("scan-status", "INITIAL_SCAN_COMPLETE");
        switch (resource.Type)
        {
            case ResourceType.AwsEc2Instance:
                json.WriteString("instance-id", resource.Id);
                break;
            case ResourceType.AwsEcrContainerImage when resource.Image is { } image:
                json.WriteString("repository-name", ScannedThing(resource));
                json.WriteString("image-digest", image.Digest);
                json.WriteStartArray("image-tags");
                foreach (var tag in image.ImageTags)
                {
                    json.WriteStringValue(tag);
                }

                json.WriteEndArray();
                break;
            default:
                break;
        }

        json.WriteStartObject("finding-severity-counts");
        foreach (var severity in Counted)
        {
            json.WriteNumber(FindingWords.Severity[severity], counts.GetValueOrDefault(severity));
        }

        json.WriteNumber("TOTAL", counts.Values.Sum());
        json.WriteEndObject();
    }

    private static void WriteCoverage(Utf8JsonWriter json, FeedEntry.OfCoverage change)
    {
        json.WriteStartObject("scanStatus");
        json.WriteString("reason", CoverageWords.Reason[change.Reason]);
        json.WriteString("statusCodeValue", CoverageWords.IsActive(change.Reason) ? "ACTIVE" : "INACTIVE");
        json.WriteEndObject();
        json.WriteString("scanType", CoverageWords.Type[change.ScanType]);
        json.WriteString("eventTimestamp", change.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("version", "1.0");
        json.WriteString("provider", change.Resource.Provider);
        json.WriteString("providerAccountId", change.Resource.EffectiveProviderAccountId);
        json.WriteString("providerRegion", change.Resource.Region);
        if (change.Resource.ProviderOrgId.Length > 0)
        {
            json.WriteString("providerOrgId", change.Resource.ProviderOrgId);
        }
    }

    // of an image the ARN of its repository
    private static string ScannedThing(Resource resource) => resource.Type == ResourceType.AwsEcrContainerImage
        && resource.Id.LastIndexOf("/sha256:", StringComparison.Ordinal) is >= 0 and var end ? resource.Id[..end] : resource.Id;

    private static byte[] Build(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
