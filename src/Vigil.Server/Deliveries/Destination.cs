using System.Text.Json;

namespace Vigil.Server.Deliveries;

/// <summary>Somebody who wants to be told. Stored, so members may come and may not change their meaning.</summary>
internal sealed record Destination
{
    /// <summary>What it speaks.</summary>
    public required DestinationKind Kind { get; init; }

    /// <summary>Where it is; empty for a file, whose place is given.</summary>
    public string Address { get; init; } = "";

    /// <summary>Region of an AWS service.</summary>
    public string Region { get; init; } = "";

    /// <summary>Event bus of EventBridge.</summary>
    public string EventBus { get; init; } = "default";

    /// <summary>
    /// What events name as their source. EventBridge itself lets nobody send events of sources that begin with <c>aws.</c>, so that one needs another name there.
    /// </summary>
    public string EventSource { get; init; } = "aws.inspector2";

    /// <summary>Access key of an AWS service.</summary>
    public string AccessKeyId { get; init; } = "";

    /// <summary>Secret of the access key, or the one that webhooks are signed with; sealed, empty when there is none.</summary>
    public string SealedSecret { get; init; } = "";

    /// <summary>Which findings it wants to hear of: an object with <c>filterCriteria</c> as the API has them; everything when that is absent.</summary>
    public JsonElement Filter { get; init; } = JsonDocument.Parse("{}").RootElement;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a destination speaks.</summary>
internal enum DestinationKind
{
    /// <summary><c>PutEvents</c> of Amazon EventBridge.</summary>
    EventBridge,

    /// <summary><c>BatchImportFindings</c> of AWS Security Hub.</summary>
    SecurityHub,

    /// <summary>CloudEvents by HTTP, signed.</summary>
    Webhook,

    /// <summary>An incoming webhook of Slack, or what takes the same.</summary>
    Slack,

    /// <summary>A file of CloudEvents, one a line.</summary>
    File,

    /// <summary>A digest by mail.</summary>
    Email,
}
