using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Filters;

namespace Vigil.Domain.Findings;

/// <summary>Words of the enumerations of a finding on the wire.</summary>
public static class FindingWords
{
    /// <summary>Of <see cref="FindingType"/>.</summary>
    public static Words<FindingType> Type { get; } = new(type => type switch
    {
        FindingType.PackageVulnerability => "PACKAGE_VULNERABILITY",
        FindingType.NetworkReachability => "NETWORK_REACHABILITY",
        FindingType.CodeVulnerability => "CODE_VULNERABILITY",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    });

    /// <summary>Of <see cref="FindingStatus"/>.</summary>
    public static Words<FindingStatus> Status { get; } = new(status => status switch
    {
        FindingStatus.Active => "ACTIVE",
        FindingStatus.Suppressed => "SUPPRESSED",
        FindingStatus.Closed => "CLOSED",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    });

    /// <summary>Of <see cref="FindingSeverity"/>.</summary>
    public static Words<FindingSeverity> Severity { get; } = new(severity => severity switch
    {
        FindingSeverity.Untriaged => "UNTRIAGED",
        FindingSeverity.Informational => "INFORMATIONAL",
        FindingSeverity.Low => "LOW",
        FindingSeverity.Medium => "MEDIUM",
        FindingSeverity.High => "HIGH",
        FindingSeverity.Critical => "CRITICAL",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    });

    /// <summary>Of <see cref="Findings.FixAvailable"/>.</summary>
    public static Words<FixAvailable> Fix { get; } = new(fix => fix switch
    {
        FixAvailable.No => "NO",
        FixAvailable.Partial => "PARTIAL",
        FixAvailable.Yes => "YES",
        _ => throw new ArgumentOutOfRangeException(nameof(fix)),
    });
}
