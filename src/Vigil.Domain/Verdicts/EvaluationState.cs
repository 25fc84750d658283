namespace Vigil.Domain.Verdicts;

/// <summary>What became of a package in matching. A package is never silently skipped.</summary>
public enum EvaluationState
{
    /// <summary>Matched against the advisories of its release.</summary>
    Evaluated,

    /// <summary>The store has no feed for the package's ecosystem.</summary>
    NoFeed,

    /// <summary>The store has the ecosystem and knows nothing of the release.</summary>
    ReleaseUnknown,

    /// <summary>The release gets no more advisories: what is found is a lower bound.</summary>
    EndOfLife,

    /// <summary>The installed version is not one of its scheme.</summary>
    VersionNotUnderstood,

    /// <summary>Its files belong to a distribution package, which was judged in its place.</summary>
    OwnedByDistribution,

    /// <summary>A kernel package where no kernel of its own runs.</summary>
    NotApplicable,

    /// <summary>Built by somebody other than the distribution, of whose packages no feed speaks.</summary>
    ThirdParty,
}
