using System.Collections.Immutable;
using Vigil.Domain.Coverage;

namespace Vigil.Server.Hosts;

/// <summary>A host with an agent, as it is stored under the id of its resource.</summary>
internal sealed record EnrolledHost
{
    /// <summary>What it calls itself.</summary>
    public required string Name { get; init; }

    /// <summary>The key that its agent signs with.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>Id of the token that it came with.</summary>
    public required string TokenId { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>Version of its agent.</summary>
    public string AgentVersion { get; init; } = "";

    /// <summary>When its agent last said something.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When its inventory was taken; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? InventoryAt { get; init; }

    /// <summary>SHA-256 of that inventory, hexadecimal; empty when another is wanted whatever it is.</summary>
    public string InventoryDigest { get; init; } = "";

    /// <summary>How complete that inventory is.</summary>
    public ScanStatusReason InventoryStatus { get; init; }

    /// <summary>Its tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>When its key was taken away; <see langword="null"/> while it is watched.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
