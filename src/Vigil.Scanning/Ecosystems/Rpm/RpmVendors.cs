using System.Collections.Frozen;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>Who builds the packages of a distribution: every rpm states its vendor, and build systems of distributions set one text for all.</summary>
/// <remarks>
/// A package of another vendor (Remi, NodeSource, MariaDB) is not what the distribution's advisories speak of, even where the name is the same. EPEL is
/// the exception: it shares no name with Enterprise Linux, and its updates are stated for each rebuild of it.
/// </remarks>
internal static class RpmVendors
{
    private const string Epel = "Fedora Project";

    // a part that is in all texts a distribution has used: "Red Hat, Inc.", "SUSE LLC <https://www.suse.com/>", "Oracle America"
    private static readonly FrozenDictionary<string, string[]> OfDistributions = new Dictionary<string, string[]>
    {
        ["AlmaLinux"] = ["AlmaLinux", "CloudLinux", Epel],
        ["Amazon Linux"] = ["Amazon"],
        ["Azure Linux"] = ["Microsoft Corporation"],
        ["Fedora"] = ["Fedora Project"],
        ["Oracle Linux"] = ["Oracle America", Epel],
        ["Photon OS"] = ["VMware", "Broadcom"],
        ["Red Hat"] = ["Red Hat", "CentOS", Epel],
        ["Rocky Linux"] = ["Rocky", Epel],
        ["SUSE"] = ["SUSE"],
        ["openSUSE"] = ["SUSE"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a vendor is another than the distribution's. A package without a vendor, and a distribution without a known one, are not doubted.</summary>
    public static bool IsOther(string vendor, string ecosystem) =>
        vendor.Length > 0 && OfDistributions.TryGetValue(ecosystem, out var own) && !own.Any(text => vendor.Contains(text, StringComparison.Ordinal));
}
