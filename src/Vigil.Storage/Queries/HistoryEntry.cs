using Vigil.Domain.Findings.LifeCycle;

namespace Vigil.Storage.Queries;

/// <summary>Something that happened to a finding.</summary>
/// <param name="At">When.</param>
/// <param name="Event">What.</param>
/// <param name="Status">Where it stood afterwards.</param>
/// <param name="Reason">Why, when it was closed.</param>
public sealed record HistoryEntry(DateTimeOffset At, FindingEvent Event, FindingStatus Status, ClosedReason Reason);
