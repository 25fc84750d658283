using Vigil.Domain.Coverage;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Domain.Scoring;

namespace Vigil.Storage;

/// <summary>What a resource is and contains, as a scan found it.</summary>
/// <param name="Resource">What it is.</param>
/// <param name="Inventory">What it contains.</param>
public sealed record Submission(Resource Resource, Inventory Inventory)
{
    /// <summary>How it was looked into, of machines.</summary>
    public ScanMode ScanMode { get; init; }

    /// <summary>How the resource is watched now: successfully, or with a part that was not looked at.</summary>
    public ScanStatusReason Status { get; init; }

    /// <summary>From where it can be reached; <see langword="null"/> leaves what is known.</summary>
    public ReachableFrom? Reachability { get; init; }

    /// <summary>When the inventory was taken; one that is older than what is known is not taken. <see langword="null"/> for now.</summary>
    public DateTimeOffset? TakenAt { get; init; }
}
