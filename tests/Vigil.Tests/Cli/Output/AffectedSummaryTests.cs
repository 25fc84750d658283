using Vigil.Advisories.Search;
using Vigil.Advisories.Store;
using Vigil.Cli.Output;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Cli.Output;

public sealed class AffectedSummaryTests
{
    private static readonly VulnerabilityDossier Dossier = new(
        new Vulnerability { Id = "CVE-2024-0001", Names = [new("CVE-2024-0001", "CVE-2024-0001", "nvd")] },
        new VulnerabilityText("", []),
        ExploitKnowledge.None,
        [
            Says("Debian", "12", "curl", new("", "8.0-2"), "CVE-2024-0001", "osv/Debian"),
            Says("Debian", "12", "curl", new("", "8.0-2"), "CVE-2024-0001", "debian"),
            Says("Debian", "9", "curl", new("", "7.0-2"), "DLA-1-1", "osv/Debian"),
            Says("Red Hat", "9", "curl", new("", "0:8.0-3"), "RHSA-2024:1", "osv/Red Hat"),
            Says("Red Hat", "9", "libcurl", new("", "0:8.0-3"), "RHSA-2024:1", "osv/Red Hat"),
            Says("Red Hat", "8", "curl", null, "CVE-2024-0001", "redhat", VendorState.WillNotFix),
            Says("crates.io", "", "curl", new("0.2", "0.4"), "CVE-2024-0001", "osv/crates.io"),
        ]);

    [Fact]
    public void What_several_feeds_say_of_several_packages_is_one_line() => Assert.Equal(
        [
            new("crates.io", "curl", ">= 0.2, fixed in 0.4", "osv/crates.io"),
            new("Debian 9", "curl", "fixed in 7.0-2", "DLA-1-1 (osv/Debian)"),
            new("Debian 12", "curl", "fixed in 8.0-2", "osv/Debian and debian"),
            new("Red Hat 8", "curl", "the vendor will not fix it", "redhat"),
            new("Red Hat 9", "curl and libcurl", "fixed in 8.0-3", "RHSA-2024:1 (osv/Red Hat)"),
        ],
        AffectedSummary.Of(Dossier));

    private static AffectedStatement Says(
        string ecosystem, string release, string name, VersionRange? range, string advisory, string source, VendorState state = VendorState.Affected) =>
        new(new(ecosystem, release, name), new StoredAdvisory(advisory, source, null, null), state, range, []) { Scheme = "deb" };
}
