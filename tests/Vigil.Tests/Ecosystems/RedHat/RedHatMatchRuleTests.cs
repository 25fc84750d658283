using Vigil.Domain.Advisories;
using Vigil.Domain.Verdicts;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.RedHat;

public sealed class RedHatMatchRuleTests
{
    private static AffectedPackage Fix(string product, string fix = "2.2.5-15.el8_10") =>
        Binary("Red Hat", "8", "expat", fix) with { Repositories = [product] };

    [Theory]
    [InlineData("enterprise_linux:8::baseos", "2.2.5-15.el8_10")]
    [InlineData("rhel_eus:8.4::baseos", null)]
    [InlineData("openshift:4.12::el8", null)]
    public void Without_known_repositories_only_Enterprise_Linux_itself_counts(string product, string? fix)
    {
        Assert.Equal(fix, FixOf(Package("Red Hat", "8", "expat", "2.2.5-1.el8"), Erratum("RHSA-2024:1", "CVE-2024-0001", Fix(product))));
    }

    [Theory]
    [InlineData("rhel_eus:8.4::baseos", "2.2.5-15.el8_10")]
    [InlineData("enterprise_linux:8::appstream rhel_eus:8.4::baseos", "2.2.5-15.el8_10")]
    [InlineData("enterprise_linux:8::baseos", null)]
    [InlineData("rhel_eus:8.4", null)]
    public void With_known_repositories_only_their_products_count(string known, string? fix)
    {
        Assert.Equal(fix, FixOf(
            Package("Red Hat", "8", "expat", "2.2.5-1.el8") with { Repository = known },
            Erratum("RHSA-2024:1", "CVE-2024-0001", Fix("rhel_eus:8.4::baseos"))));
    }

    [Theory]
    [InlineData(VendorState.WillNotFix, VerdictStatus.Affected)]
    [InlineData(VendorState.Deferred, VerdictStatus.Affected)]
    [InlineData(VendorState.EndOfLife, VerdictStatus.Affected)]
    [InlineData(VendorState.UnderInvestigation, VerdictStatus.Unknown)]
    public void A_state_without_a_fix_is_kept(VendorState state, VerdictStatus status)
    {
        var package = Package("Red Hat", "8", "expat-devel", "2.2.5-1.el8") with { SourceName = "expat", SourceVersion = "2.2.5-1.el8" };

        var verdict = Assert.Single(Judge(package, Advisory("CVE-2024-0001", Source("Red Hat", "8", "expat", "", state))).Verdicts);

        Assert.Equal((status, state, ""), (verdict.Status, verdict.State, verdict.FixedVersion));
    }

    [Theory]
    [InlineData("2.2.5-1.el8", "2.2.5-15.el8_10")]
    [InlineData("2.2.5-15.el8_10", null)]
    public void A_fix_outweighs_will_not_fix(string version, string? fix)
    {
        Assert.Equal(fix, FixOf(
            Package("Red Hat", "8", "expat", version),
            Advisory("CVE-2024-0001", Source("Red Hat", "8", "expat", "", VendorState.WillNotFix)),
            Erratum("RHSA-2024:1", "CVE-2024-0001", Fix("enterprise_linux:8::baseos"))));
    }

    [Fact]
    public void A_package_of_a_module_is_not_meant_by_a_statement_about_the_base_package()
    {
        var modular = Package("Red Hat", "8", "php", "7.2.1-1.module+el8") with { ModuleStream = "php:7.2" };

        Assert.Null(FixOf(modular, Advisory("CVE-2006-4023", Source("Red Hat", "8", "php", "", VendorState.WillNotFix))));
    }
}
