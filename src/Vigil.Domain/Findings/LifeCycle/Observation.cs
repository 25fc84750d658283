namespace Vigil.Domain.Findings.LifeCycle;

/// <summary>Something that bears on a finding.</summary>
public abstract record Observation
{
    private Observation()
    {
    }

    /// <summary>A scan sees it, or the advisories say that it is there.</summary>
    /// <param name="Differs">Whether it says something else than before: other packages, another severity, a fix.</param>
    /// <param name="IsSuppressed">Whether a rule of the account matches it as it is now.</param>
    public sealed record Seen(bool Differs, bool IsSuppressed) : Observation;

    /// <summary>It is not there any more.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Gone(ClosedReason Reason) : Observation;

    /// <summary>The rules of the account, or what they look at, changed.</summary>
    /// <param name="IsSuppressed">Whether one of them matches it now.</param>
    /// <param name="LastScannedAt">When the resource was last scanned: while it was suppressed the scans went on to see it.</param>
    public sealed record RulesChanged(bool IsSuppressed, DateTimeOffset LastScannedAt) : Observation;

    /// <summary>What it says changed without a scan: its score, or whether it is exploited.</summary>
    /// <param name="IsSuppressed">Whether a rule of the account matches it as it is now.</param>
    /// <param name="LastScannedAt">When the resource was last scanned.</param>
    public sealed record Revised(bool IsSuppressed, DateTimeOffset LastScannedAt) : Observation;
}
