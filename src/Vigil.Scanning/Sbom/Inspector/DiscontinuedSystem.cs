using System.Globalization;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.OperatingSystems;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>The flaw that a system has as a whole when nobody mends it any more (spec scan-sbom §1.4).</summary>
internal static class DiscontinuedSystem
{
    /// <summary>Its id.</summary>
    public const string Id = "IN-DISCONTINUED-001";

    /// <summary>Last day of a system's security support, when that day is over; else <see langword="null"/>.</summary>
    public static DateOnly? LastDay(OperatingSystem? system, DateOnly today) => system is not null && EndOfLife.Of(system) is { } last && last < today ? last : null;

    /// <summary>The finding. It is of no package: of the system itself.</summary>
    public static Finding Finding(OperatingSystem system, DateOnly last) => new()
    {
        VulnerabilityId = Id,
        Title = string.Create(
            CultureInfo.InvariantCulture,
            $"{system.Ecosystem} {system.Release} had its last security support on {last:yyyy-MM-dd}: new flaws are not mended. Move to a release that is maintained."),
        Severity = FindingSeverity.Critical,
        SeveritySource = InspectorNames.Service,
        Severities = [new Severity(InspectorNames.Service, "", "critical")],
        FixAvailable = FixAvailable.No,
        Packages = [],
    };
}
