namespace Vigil.Domain.Findings;

/// <summary>What kind of weakness a finding is. The numbers are stored.</summary>
public enum FindingType
{
    /// <summary>A flaw in installed packages.</summary>
    PackageVulnerability,

    /// <summary>An open network path.</summary>
    NetworkReachability,

    /// <summary>A weakness in code.</summary>
    CodeVulnerability,
}
