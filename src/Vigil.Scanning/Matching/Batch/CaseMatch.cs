using Vigil.Domain.Advisories;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>One finding of a case.</summary>
/// <param name="Id">Id of the flaw.</param>
/// <param name="Package">Name of the installed package.</param>
/// <param name="Installed">Its version.</param>
/// <param name="Fixed">Fixed version, or several of a language's package; empty when there is none.</param>
/// <param name="Status">The vendor's state, where it says more than "affected".</param>
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
        StatusOf(verdict.State),
        verdict.AdvisoryId == verdict.VulnerabilityId ? advisory?.VendorIds ?? [] : [verdict.AdvisoryId]);

    private static string StatusOf(VendorState state) => state switch
    {
        VendorState.UnderInvestigation => "under_investigation",
        VendorState.WillNotFix => "will_not_fix",
        VendorState.Deferred => "fix_deferred",
        VendorState.EndOfLife => "end_of_life",
        _ => "",
    };
}
