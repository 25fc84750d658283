using System.Collections.Frozen;
using static Vigil.Scanning.Ecosystems.OperatingSystems.ReleaseRules;

namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>All distributions, one line each.</summary>
internal static class Distributions
{
    public static IReadOnlyList<Distribution> All { get; } =
    [
        new("alpine", "Alpine", AlpineBranch),
        new("wolfi", "Wolfi", Rolling),
        new("chainguard", "Chainguard", Rolling),
        new("debian", "Debian", DebianRelease),
        new("raspbian", "Debian", DebianRelease), // rebuilds Debian's sources for armhf; its own changes carry +rpi/+rpt in the version
        new("ubuntu", "Ubuntu", UbuntuRelease),
        new("rhel", "Red Hat", Major, "redhat"),
        new("centos", "Red Hat", Major), // has no advisories of its own; Stream runs ahead of the minor releases of Red Hat
        new("almalinux", "AlmaLinux", Major),
        new("rocky", "Rocky Linux", Major),
        new("ol", "Oracle Linux", Major, "oracle"),
        new("fedora", "Fedora", Major),
        new("amzn", "Amazon Linux", AmazonRelease),
        new("sles", "SUSE", Whole, "suse"),
        new("sles_sap", "SUSE", Whole, "suse"),
        new("sle_hpc", "SUSE", Whole, "suse"),
        new("sled", "SUSE", Whole, "suse"),
        new("sle-micro", "SUSE", Whole, "suse"),
        new("sl-micro", "SUSE", Whole, "suse"),
        new("opensuse", "openSUSE", Whole),
        new("opensuse-leap", "openSUSE", Whole, "opensuse"),
        new("opensuse-leap-micro", "openSUSE", Whole, "opensuse"),
        new("opensuse-tumbleweed", "openSUSE", Rolling, "opensuse"),
        new("photon", "Photon OS", MajorMinor),
        new("mariner", "Azure Linux", Major),
        new("azurelinux", "Azure Linux", Major),
        new("bottlerocket", "Bottlerocket", Whole),
    ];

    private static readonly FrozenDictionary<string, Distribution> ById = All.ToFrozenDictionary(one => one.Id, StringComparer.Ordinal);

    /// <summary>The distribution of an os-release.</summary>
    /// <remarks>
    /// A derivative counts as its base only where its os-release says on which release it stands: <c>UBUNTU_CODENAME</c> (Mint, Pop!_OS,
    /// elementary). Others (Kali, postmarketOS) mix or rebuild packages; their base's advisories would not be true of them.
    /// </remarks>
    public static Distribution? Of(OsRelease release) =>
        ById.GetValueOrDefault(release.Id) ?? (release.UbuntuCodename.Length > 0 ? ById["ubuntu"] : null);

    /// <summary>Namespace of package URLs for an <c>ID</c> of os-release; of an unknown distribution the id itself.</summary>
    public static string PurlNamespace(string id) => ById.GetValueOrDefault(id)?.PurlNamespace ?? id;
}
