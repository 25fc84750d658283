using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>One finding of a case.</summary>
/// <param name="Id">Id of the flaw.</param>
/// <param name="Package">Name of the installed package.</param>
/// <param name="Installed">Its version.</param>
/// <param name="Fixed">Fixed version, or several of a language's package; empty when there is none.</param>
/// <param name="Status">The vendor's state, where the advisory states one and no fix.</param>
/// <param name="VendorIds">Errata.</param>
internal sealed record CaseMatch(string Id, string Package, string Installed, string Fixed, string Status, string[] VendorIds)
{
    /// <summary>The finding of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="package">The package.</param>
    /// <param name="advisory">The deciding advisory as the case states it.</param>
    public static CaseMatch Of(Verdict verdict, CasePackage package, CaseAdvisory? advisory) => new(
        verdict.VulnerabilityId,
        package.Name,
        verdict.Key.Ecosystem == "Echo" ? verdict.ComparedVersion : package.Version,
        verdict.Range is null && advisory is not null ? advisory.FixedVersions : verdict.FixedVersion,
        verdict.FixedVersion.Length > 0 ? "" : advisory?.Status ?? "",
        verdict.AdvisoryId == verdict.VulnerabilityId ? advisory?.VendorIds ?? [] : [verdict.AdvisoryId]);
}
