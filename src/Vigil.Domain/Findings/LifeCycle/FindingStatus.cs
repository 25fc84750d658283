namespace Vigil.Domain.Findings.LifeCycle;

/// <summary>Whether somebody has to look at a finding. The numbers are stored.</summary>
public enum FindingStatus
{
    /// <summary>It is there.</summary>
    Active,

    /// <summary>It is there, and a rule of the account says that nobody needs to look.</summary>
    Suppressed,

    /// <summary>It is gone.</summary>
    Closed,
}
