using FsCheck.Xunit;
using Vigil.Domain.Advisories;
using Vigil.Domain.Verdicts;
using Vigil.Domain.Versions;
using Vigil.Scanning.Matching;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Matching;

public sealed class MatcherTests
{
    [Fact]
    public void An_ecosystem_without_a_feed_is_said_to_have_none()
    {
        var judged = Judge(Package("Fedora", "40", "bash", "5.2-1"), Advisory("CVE-2024-0001", Source("Debian", "12", "bash", "5.3-1")));

        Assert.Equal(EvaluationState.NoFeed, judged.State);
    }

    [Fact]
    public void A_release_that_no_feed_knows_is_said_to_be_unknown()
    {
        var judged = Judge(Package("Debian", "99", "bash", "5.2-1"), Advisory("CVE-2024-0001", Source("Debian", "12", "bash", "5.3-1")));

        Assert.Equal(EvaluationState.ReleaseUnknown, judged.State);
        Assert.Contains("99", judged.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_is_none_is_said_not_to_be_understood()
    {
        var judged = Judge(Package("Alpine", "3.20", "busybox", "invalid"), Advisory("CVE-2024-0001", Source("Alpine", "v3.20", "busybox", "1.36.1-r1")));

        Assert.Equal(EvaluationState.VersionNotUnderstood, judged.State);
    }

    [Fact]
    public void An_express_not_affected_outweighs_a_range()
    {
        var fix = FixOf(
            Package("Debian", "12", "curl", "7.88.1-10"),
            Advisory("CVE-2024-0001", Source("Debian", "12", "curl", "7.88.1-11"), Source("Debian", "12", "curl", "", VendorState.NotAffected)));

        Assert.Null(fix);
    }

    [Fact]
    public void Names_of_one_flaw_give_one_verdict_with_the_greatest_fix()
    {
        var fix = FixOf(
            Package("Debian", "12", "curl", "7.88.1-10"),
            Advisory("CVE-2024-0001", Source("Debian", "12", "curl", "7.88.1-11")),
            Advisory("DEBIAN-CVE-2024-0001", Source("Debian", "12", "curl", "7.88.1-12")) with { Aliases = ["CVE-2024-0001"] });

        Assert.Equal("7.88.1-12", fix);
    }

    [Fact]
    public void A_fix_that_is_no_version_says_nothing()
    {
        Assert.Null(FixOf(Package("Alpine", "3.20", "jq", "1.6-r0"), Advisory("CVE-2024-0001", Source("Alpine", "v3.20", "jq", "invalid"))));
    }

    [Fact]
    public void Every_flaw_of_an_erratum_is_a_verdict_of_its_own()
    {
        var erratum = Erratum("RLSA-2024:1", "CVE-2024-0002", Source("Rocky Linux", "9", "curl", "7.76.1-30.el9"));

        var judged = Judge(
            Package("Rocky Linux", "9", "curl", "7.76.1-29.el9"),
            erratum with { Vulnerabilities = ["CVE-2024-0002", "CVE-2024-0001"] });

        Assert.Equal(["CVE-2024-0001", "CVE-2024-0002"], judged.Verdicts.Items.Select(verdict => verdict.VulnerabilityId));
        Assert.All(judged.Verdicts, verdict => Assert.Equal(["RLSA-2024:1"], verdict.VendorIds));
    }

    [Fact]
    public void Of_a_language_every_range_stands_for_itself()
    {
        var branches = Binary("npm", "", "left-pad", "") with { Ranges = [new VersionRange("", "1.2.3"), new VersionRange("2.0.0", "2.4.0")] };

        Assert.Equal("2.4.0", FixOf(Package("npm", "", "left-pad", "2.1.0"), Advisory("GHSA-aaaa-bbbb-cccc", branches)));
        Assert.Equal("1.2.3", FixOf(Package("npm", "", "left-pad", "1.0.0"), Advisory("GHSA-aaaa-bbbb-cccc", branches)));
        Assert.Null(FixOf(Package("npm", "", "left-pad", "1.9.0"), Advisory("GHSA-aaaa-bbbb-cccc", branches)));
    }

    [Fact]
    public void Listed_versions_are_met_exactly()
    {
        var listed = Binary("npm", "", "left-pad", "") with { Versions = ["1.0.0", "1.1.0"] };

        Assert.Equal("-", FixOf(Package("npm", "", "left-pad", "1.1.0"), Advisory("GHSA-aaaa-bbbb-cccc", listed)));
        Assert.Null(FixOf(Package("npm", "", "left-pad", "1.1.1"), Advisory("GHSA-aaaa-bbbb-cccc", listed)));
    }

    [Fact]
    public void A_version_that_is_listed_is_not_cleared_by_a_fix_of_an_older_line()
    {
        var listed = Binary("Packagist", "", "magento/community-edition", "") with { Versions = ["2.4.6"] };
        var older = Binary("Packagist", "", "magento/community-edition", "2.4.5-p10");

        Assert.Single(Judge(Package("Packagist", "", "magento/community-edition", "2.4.6"), Advisory("CVE-2024-0001", older, listed)).Verdicts);
    }

    [Fact]
    public void Last_affected_version_is_still_affected()
    {
        var last = Binary("npm", "", "left-pad", "") with { Ranges = [new VersionRange("1.0.0", "", "1.4.0")] };

        Assert.Equal("-", FixOf(Package("npm", "", "left-pad", "1.4.0"), Advisory("GHSA-aaaa-bbbb-cccc", last)));
        Assert.Null(FixOf(Package("npm", "", "left-pad", "1.4.1"), Advisory("GHSA-aaaa-bbbb-cccc", last)));
    }

    [Fact]
    public void One_matcher_gives_the_same_verdicts_again_and_again()
    {
        using var store = Generation(
            Advisory("CVE-2024-0001", Source("Debian", "12", "curl", "7.88.1-11")),
            Advisory("CVE-2024-0002", Source("Debian", "12", "bash", "5.3-1")));
        var matcher = new Matcher(store);

        var first = matcher.Match(Package("Debian", "12", "curl", "7.88.1-10"));
        matcher.Match(Package("Debian", "12", "bash", "5.2-1"));

        Assert.Equal(first, matcher.Match(Package("Debian", "12", "curl", "7.88.1-10")));
    }

    [Property]
    public void A_version_is_affected_exactly_when_it_sorts_before_the_fix(byte major, byte minor, byte fixedMajor, byte fixedMinor)
    {
        var (installed, fix) = ($"{major}.{minor}-1", $"{fixedMajor}.{fixedMinor}-1");
        Assert.True(VersionSchemes.TryGet("deb", out var scheme));

        var judged = Judge(Package("Debian", "12", "curl", installed), Advisory("CVE-2024-0001", Source("Debian", "12", "curl", fix)));

        Assert.Equal(scheme.Compare(installed, fix) < 0, judged.Verdicts.Count == 1);
    }

    [Property]
    public void The_fixed_version_of_a_verdict_clears_it(byte installed, (byte First, byte Second)[] fixes, bool isOpen)
    {
        var errata = fixes.Select((fix, at) => Erratum(
            $"ALSA-2024:{at}",
            "CVE-2024-0001",
            Binary("AlmaLinux", "9", "bash", $"5-{fix.First}"),
            Binary("AlmaLinux", "9", "bash", $"5-{fix.Second}")));
        var open = Advisory("CVE-2024-0001", Binary("AlmaLinux", "9", "bash", "", isOpen ? VendorState.WillNotFix : VendorState.NotAffected));
        Advisory[] advisories = isOpen ? [.. errata, open] : [.. errata, open with { Affected = [] }];
        var package = Package("AlmaLinux", "9", "bash", $"5-{installed}");

        var verdict = Judge(package, advisories).Verdicts.Items.SingleOrDefault();

        Assert.True(verdict is null or { FixedVersion: "" } || FixOf(package with { Version = verdict.FixedVersion }, advisories) is null);
        Assert.Equal(fixes.Length > 0 && fixes.Any(fix => installed < Math.Min(fix.First, fix.Second)), verdict is { FixedVersion.Length: > 0 });
    }
}
