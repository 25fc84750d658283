namespace Vigil.Domain.Findings.LifeCycle;

/// <summary>Why a finding was closed. The numbers are stored.</summary>
public enum ClosedReason
{
    /// <summary>It is not closed.</summary>
    None,

    /// <summary>A scan does not see it any more: the package was upgraded or removed, the path closed, the code corrected.</summary>
    Remediated,

    /// <summary>The advisories do not say any more that what is installed is affected: they were corrected.</summary>
    AdvisoryChanged,

    /// <summary>The resource was deleted or terminated.</summary>
    ResourceDeleted,

    /// <summary>The resource is not watched any more: excluded, archived, its window lapsed.</summary>
    ResourceNotEligible,

    /// <summary>This type of scan was switched off.</summary>
    ScanningDisabled,

    /// <summary>An advisory about the flaw was withdrawn, and no other says that what is installed is affected.</summary>
    AdvisoryWithdrawn,
}
