namespace Vigil.Domain.Findings.LifeCycle;

/// <summary>What an observation does to a finding.</summary>
/// <param name="State">Where it stands now.</param>
/// <param name="Event">What changed, for its history and for whoever listens; <see langword="null"/> when nothing that anybody has to hear of.</param>
public sealed record Transition(FindingState State, FindingEvent? Event);

/// <summary>What happened to a finding. The numbers are stored.</summary>
public enum FindingEvent
{
    /// <summary>It is new.</summary>
    Opened,

    /// <summary>It was closed and is there again.</summary>
    Reopened,

    /// <summary>It says something else.</summary>
    Updated,

    /// <summary>A rule matches it now.</summary>
    Suppressed,

    /// <summary>No rule matches it any more.</summary>
    Unsuppressed,

    /// <summary>It is gone.</summary>
    Closed,
}
