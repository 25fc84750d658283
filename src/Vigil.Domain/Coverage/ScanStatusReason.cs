namespace Vigil.Domain.Coverage;

/// <summary>Why a resource is watched or not (spec §7). The numbers are stored: new ones go to the end.</summary>
public enum ScanStatusReason
{
    /// <summary>It is watched.</summary>
    Successful,

    /// <summary>Its first scan is queued.</summary>
    PendingInitialScan,

    /// <summary>It is being scanned.</summary>
    ScanInProgress,

    /// <summary>It came back into eligibility, and its scan is queued.</summary>
    PendingRevivalScan,

    /// <summary>Scanned once, when it was pushed.</summary>
    ScanFrequencyScanOnPush,

    /// <summary>Watched, but more packages than deep inspection takes.</summary>
    DeepInspectionPackageCollectionLimitExceeded,

    /// <summary>Watched, but its inventory was refused for the day.</summary>
    DeepInspectionDailySsmInventoryLimitExceeded,

    /// <summary>Watched, but deep inspection took too long.</summary>
    DeepInspectionCollectionTimeLimitExceeded,

    /// <summary>Watched, but deep inspection brought nothing.</summary>
    DeepInspectionNoInventory,

    /// <summary>Nothing on the machine reports.</summary>
    UnmanagedEc2Instance,

    /// <summary>It never reported its packages.</summary>
    NoInventory,

    /// <summary>What it reported is older than seven days.</summary>
    StaleInventory,

    /// <summary>It is stopped; its findings stay.</summary>
    Ec2InstanceStopped,

    /// <summary>It is gone.</summary>
    ResourceTerminated,

    /// <summary>Operating system, architecture or manifest that nobody understands.</summary>
    UnsupportedOs,

    /// <summary>A tag says not to.</summary>
    ExcludedByTag,

    /// <summary>A policy forbids to look.</summary>
    AccessDenied,

    /// <summary>A policy forbids to decrypt.</summary>
    AccessDeniedToEncryptionKey,

    /// <summary>Its window lapsed.</summary>
    ScanEligibilityExpired,

    /// <summary>Scanned by hand only.</summary>
    ScanFrequencyManual,

    /// <summary>Layer or manifest of a kind that nobody understands.</summary>
    UnsupportedMediaType,

    /// <summary>Archived in its registry.</summary>
    ImageArchived,

    /// <summary>Runtime that nobody understands.</summary>
    UnsupportedRuntime,

    /// <summary>Package content that nobody understands.</summary>
    UnsupportedCodeArtifacts,

    /// <summary>Language that nobody understands.</summary>
    UnsupportedLanguage,

    /// <summary>No configuration speaks of it.</summary>
    NoScanConfigurationAssociated,

    /// <summary>Its host cannot be reached.</summary>
    IntegrationConnectionLost,

    /// <summary>Too many or too large disks.</summary>
    AgentlessInstanceStorageLimitExceeded,

    /// <summary>Its disks took too long.</summary>
    AgentlessInstanceCollectionTimeLimitExceeded,

    /// <summary>Scanning is being switched off.</summary>
    PendingDisable,

    /// <summary>Our fault; tried again by itself.</summary>
    InternalError,

    /// <summary>It is stopped, of other providers.</summary>
    ResourceStopped,

    /// <summary>Nothing on it reports, of other providers.</summary>
    ResourceUnmanaged,

    /// <summary>Reserved.</summary>
    NoResourcesFound,

    /// <summary>Reserved.</summary>
    ImageSizeExceeded,

    /// <summary>Reserved.</summary>
    UnsupportedConfigFile,
}
