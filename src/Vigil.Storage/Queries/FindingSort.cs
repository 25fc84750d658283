namespace Vigil.Storage.Queries;

/// <summary>What findings can be ordered by, in the words of the API's SortField.</summary>
public enum FindingSort
{
    /// <summary>When they were first seen; the default.</summary>
    FirstObservedAt,

    /// <summary>By account.</summary>
    AwsAccountId,

    /// <summary>By type.</summary>
    FindingType,

    /// <summary>By severity.</summary>
    Severity,

    /// <summary>When they were last seen.</summary>
    LastObservedAt,

    /// <summary>By status.</summary>
    FindingStatus,

    /// <summary>By type of resource.</summary>
    ResourceType,

    /// <summary>When the image was pushed.</summary>
    EcrImagePushedAt,

    /// <summary>By repository of the image.</summary>
    EcrImageRepositoryName,

    /// <summary>By registry of the image.</summary>
    EcrImageRegistry,

    /// <summary>By protocol of the open path.</summary>
    NetworkProtocol,

    /// <summary>By type of the first component along the open path.</summary>
    ComponentType,

    /// <summary>By id of the flaw.</summary>
    VulnerabilityId,

    /// <summary>By who gave the severity.</summary>
    VulnerabilitySource,

    /// <summary>By score.</summary>
    InspectorScore,

    /// <summary>By the vendor's word.</summary>
    VendorSeverity,

    /// <summary>By the chance of exploitation.</summary>
    EpssScore,

    /// <summary>When anything last changed: an extension, for whoever polls for changes.</summary>
    UpdatedAt,
}
