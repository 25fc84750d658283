namespace Vigil.Domain.Findings.LifeCycle;

/// <summary>Where a finding stands in its life.</summary>
/// <param name="Status">Active, suppressed or closed.</param>
/// <param name="FirstObservedAt">When it was first seen; never changes.</param>
/// <param name="LastObservedAt">When a scan last saw it; stands still while it is suppressed or closed.</param>
/// <param name="UpdatedAt">When anything of it last changed.</param>
public sealed record FindingState(FindingStatus Status, DateTimeOffset FirstObservedAt, DateTimeOffset LastObservedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Why it is closed.</summary>
    public ClosedReason ClosedReason { get; init; }

    /// <summary>When it was closed; <see langword="null"/> when it is not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}
