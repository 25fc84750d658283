using Vigil.Domain.Coverage;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;

namespace Vigil.Storage.Queries;

/// <summary>A change in the feed.</summary>
/// <param name="Number">Its number, ascending; the same whenever it is read.</param>
public abstract record FeedEntry(long Number)
{
    /// <summary>Something happened to a finding.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Change">What, and where the finding stood afterwards.</param>
    /// <param name="Finding">The finding as it is when the feed is read.</param>
    public sealed record OfFinding(long Number, HistoryEntry Change, RecordedFinding Finding) : FeedEntry(Number);

    /// <summary>A resource is watched otherwise than before, or was scanned for the first time.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="At">When.</param>
    /// <param name="IsFirstScan">Whether it tells of a first scan.</param>
    /// <param name="ScanType">Type of scan.</param>
    /// <param name="Reason">Whether it is watched, and why.</param>
    /// <param name="Resource">The resource as it is when the feed is read.</param>
    public sealed record OfCoverage(long Number, DateTimeOffset At, bool IsFirstScan, ScanType ScanType, ScanStatusReason Reason, Resource Resource) : FeedEntry(Number);
}
