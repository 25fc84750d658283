using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.RedHatSecurityData;

/// <summary>Red Hat's words for what becomes of a flaw in a package.</summary>
internal static class RedHatStates
{
    /// <summary>The state; <see langword="null"/> for a word that is not known.</summary>
    public static VendorState? Of(string word) => word switch
    {
        "Affected" => VendorState.Affected,
        "Not affected" => VendorState.NotAffected,
        "Will not fix" => VendorState.WillNotFix,
        "Fix deferred" => VendorState.Deferred,
        "Under investigation" or "New" => VendorState.UnderInvestigation,
        "Out of support scope" => VendorState.EndOfLife,
        _ => null,
    };
}
