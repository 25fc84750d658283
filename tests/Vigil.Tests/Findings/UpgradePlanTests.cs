using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Domain.Verdicts;

namespace Vigil.Tests.Findings;

public sealed class UpgradePlanTests
{
    [Fact]
    public void Packages_of_one_source_are_one_upgrade_to_the_highest_fix()
    {
        var first = Finding("CVE-1", FindingSeverity.High, Fixed("libssl3", "openssl", "3.0.9-1"), Fixed("openssl", "openssl", "3.0.9-1"));
        var second = Finding("CVE-2", FindingSeverity.Low, Fixed("openssl", "openssl", "3.0.10-1"));

        var upgrade = Assert.Single(UpgradePlan.Of(Scan(first, second)));

        Assert.Equal("3.0.10-1", upgrade.Target);
        Assert.Equal(["libssl3", "openssl"], upgrade.Packages.Items);
        Assert.Equal(["CVE-1", "CVE-2"], upgrade.Findings.Items.Select(finding => finding.VulnerabilityId));
    }

    [Fact]
    public void What_clears_the_most_severe_comes_first()
    {
        var many = Enumerable.Range(1, 5).Select(number => Finding($"CVE-{number}", FindingSeverity.Medium, Fixed("a", "a", "2")));
        var critical = Finding("CVE-9", FindingSeverity.Critical, Fixed("b", "b", "2"));

        var plan = UpgradePlan.Of(Scan([.. many, critical]));

        Assert.Equal(["b", "a"], plan.Select(upgrade => upgrade.Name));
    }

    [Fact]
    public void What_needs_a_subscription_is_an_upgrade_of_its_own_after_the_others()
    {
        var plain = Fixed("a", "a", "2");
        var paid = Fixed("a", "a", "3");
        paid = paid with { Verdict = paid.Verdict with { FixChannel = "Ubuntu Pro" } };

        var plan = UpgradePlan.Of(Scan(Finding("CVE-1", FindingSeverity.Critical, paid), Finding("CVE-2", FindingSeverity.Low, plain)));

        Assert.Equal([("2", ""), ("3", "Ubuntu Pro")], plan.Select(upgrade => (upgrade.Target, upgrade.Channel)));
        Assert.Equal(["CVE-2"], plan[0].Findings.Items.Select(finding => finding.VulnerabilityId));
    }

    [Fact]
    public void Spellings_of_one_name_are_one_upgrade()
    {
        var (one, other) = (Fixed("Flask", "", "2.3.2"), Fixed("flask", "", "2.2.5"));
        one = one with { Verdict = one.Verdict with { Key = new AdvisoryKey("PyPI", "", "flask") } };
        other = other with { Verdict = other.Verdict with { Key = new AdvisoryKey("PyPI", "", "flask") } };

        var upgrade = Assert.Single(UpgradePlan.Of(Scan(Finding("CVE-1", FindingSeverity.High, one), Finding("CVE-2", FindingSeverity.Low, other))));

        Assert.Equal(("Flask", "2.3.2"), (upgrade.Name, upgrade.Target));
        Assert.Equal(["Flask"], upgrade.Packages.Items);
    }

    [Fact]
    public void A_finding_without_a_fix_is_in_no_upgrade()
    {
        Assert.Empty(UpgradePlan.Of(Scan(Finding("CVE-1", FindingSeverity.High, Fixed("a", "a", "")))));
    }

    private static ScanResult Scan(params Finding[] findings) => new()
    {
        Inventory = new Inventory { Artifact = new ArtifactIdentity(ArtifactKind.Directory, "x") },
        Generation = "test",
        Findings = [.. findings],
    };

    private static Finding Finding(string id, FindingSeverity severity, params VulnerablePackage[] packages) => new()
    {
        VulnerabilityId = id,
        Severity = severity,
        FixAvailable = FixAvailable.Yes,
        Packages = [.. packages],
    };

    private static VulnerablePackage Fixed(string name, string source, string version)
    {
        var coordinate = new Coordinate { Ecosystem = "Debian", Release = "12", Name = name, Version = "1", SourceName = source };
        var package = new Package
        {
            Coordinate = coordinate,
            Purl = PackageUrl.Create("deb", "debian", name, "1"),
            Evidence = [new Evidence("var/lib/dpkg/status")],
        };
        return new VulnerablePackage(
            package,
            new Verdict
            {
                Coordinate = coordinate,
                VulnerabilityId = "CVE-1",
                Status = VerdictStatus.Affected,
                State = VendorState.Affected,
                FixedVersion = version,
                AdvisoryId = "CVE-1",
                Source = "test",
                Key = new AdvisoryKey("Debian", "12", source),
                ComparedVersion = "1",
                Scheme = "deb",
            },
            "");
    }
}
