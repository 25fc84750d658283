namespace Vigil.Domain.Findings.LifeCycle;

/// <summary>The life of a finding (spec §8.2): a function of where it stands, what is observed, and when.</summary>
public static class FindingLifeCycle
{
    /// <summary>So long after it was closed a finding that recurs is the same; later it is another one.</summary>
    public static readonly TimeSpan ReopenWindow = TimeSpan.FromDays(7);

    private static readonly TimeSpan KeptWhenResourceIsGone = TimeSpan.FromDays(3);
    private static readonly TimeSpan KeptWhenDisabled = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeptWhenClosed = TimeSpan.FromDays(30);

    /// <summary>Begins the life of a finding that was not there.</summary>
    /// <param name="isSuppressed">Whether a rule of the account matches it.</param>
    /// <param name="now">The time.</param>
    public static Transition Open(bool isSuppressed, DateTimeOffset now) => new(
        new FindingState(isSuppressed ? FindingStatus.Suppressed : FindingStatus.Active, now, now, now),
        isSuppressed ? FindingEvent.Suppressed : FindingEvent.Opened);

    /// <summary>Whether a closed finding that is seen again at a time is the same one. Otherwise a new one is opened and this one stays as it is.</summary>
    public static bool CanReopen(FindingState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ClosedAt is { } closed && now - closed <= ReopenWindow;
    }

    /// <summary>Goes on with the life of a finding.</summary>
    /// <param name="state">Where it stands. A closed one that is seen must be one that <see cref="CanReopen"/>.</param>
    /// <param name="observation">What is observed.</param>
    /// <param name="now">The time; not before the last change.</param>
    public static Transition Observe(FindingState state, Observation observation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return observation switch
        {
            Observation.Seen seen => See(state, seen, now),
            Observation.Gone gone => Lose(state, gone.Reason, now),
            Observation.RulesChanged rules when state.Status != FindingStatus.Closed => Weigh(state, rules, now),
            Observation.Revised revised when state.Status != FindingStatus.Closed => Revise(state, revised, now),
            _ => new Transition(state, null),
        };
    }

    /// <summary>When a finding is deleted; <see langword="null"/> while it is not closed.</summary>
    public static DateTimeOffset? DeletedAt(FindingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ClosedAt + RetentionOf(state.ClosedReason);
    }

    /// <summary>How long a finding is kept that was closed for a reason.</summary>
    public static TimeSpan RetentionOf(ClosedReason reason) => reason switch
    {
        ClosedReason.ResourceDeleted or ClosedReason.ResourceNotEligible => KeptWhenResourceIsGone,
        ClosedReason.ScanningDisabled => KeptWhenDisabled,
        _ => KeptWhenClosed,
    };

    private static Transition See(FindingState state, Observation.Seen seen, DateTimeOffset now)
    {
        if (state.Status == FindingStatus.Closed)
        {
            var status = seen.IsSuppressed ? FindingStatus.Suppressed : FindingStatus.Active;
            return new Transition(
                new FindingState(status, state.FirstObservedAt, now, now),
                seen.IsSuppressed ? FindingEvent.Suppressed : FindingEvent.Reopened);
        }

        var (weighed, happened) = Weigh(state, new Observation.RulesChanged(seen.IsSuppressed, now), now);
        if (weighed.Status == FindingStatus.Active)
        {
            weighed = weighed with { LastObservedAt = now };
        }

        return seen.Differs ? new Transition(weighed with { UpdatedAt = now }, happened ?? FindingEvent.Updated) : new Transition(weighed, happened);
    }

    private static Transition Revise(FindingState state, Observation.Revised revised, DateTimeOffset now)
    {
        var (weighed, happened) = Weigh(state, new Observation.RulesChanged(revised.IsSuppressed, revised.LastScannedAt), now);
        return new Transition(weighed with { UpdatedAt = now }, happened ?? FindingEvent.Updated);
    }

    private static Transition Lose(FindingState state, ClosedReason reason, DateTimeOffset now) =>
        state.Status == FindingStatus.Closed
            ? new Transition(state, null)
            : new Transition(state with { Status = FindingStatus.Closed, UpdatedAt = now, ClosedReason = reason, ClosedAt = now }, FindingEvent.Closed);

    private static Transition Weigh(FindingState state, Observation.RulesChanged rules, DateTimeOffset now) => (state.Status, rules.IsSuppressed) switch
    {
        (FindingStatus.Active, true) => new(state with { Status = FindingStatus.Suppressed, UpdatedAt = now }, FindingEvent.Suppressed),
        (FindingStatus.Suppressed, false) => new(
            state with { Status = FindingStatus.Active, LastObservedAt = rules.LastScannedAt, UpdatedAt = now }, FindingEvent.Unsuppressed),
        _ => new(state, null),
    };
}
