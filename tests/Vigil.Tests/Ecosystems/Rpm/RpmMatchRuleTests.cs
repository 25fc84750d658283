using Vigil.Domain.Advisories;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.Rpm;

public sealed class RpmMatchRuleTests
{
    [Theory]
    [InlineData("7.76.1-29.el9", "7.76.1-30.el9")]
    [InlineData("7.76.1-30.el9", null)]
    [InlineData("1:7.0-1.el9", null)]
    public void A_missing_epoch_is_zero(string version, string? fix)
    {
        Assert.Equal(fix, FixOf(
            Package("AlmaLinux", "9", "curl", version),
            Erratum("ALSA-2024:1", "CVE-2024-0001", Binary("AlmaLinux", "9", "curl", "0:7.76.1-30.el9"))));
    }

    [Fact]
    public void An_erratum_for_a_binary_does_not_speak_of_its_siblings()
    {
        var erratum = Erratum("ALSA-2024:1", "CVE-2024-0001", Binary("AlmaLinux", "9", "curl", "7.76.1-30.el9"));

        Assert.Null(FixOf(Package("AlmaLinux", "9", "libcurl", "7.76.1-29.el9") with { SourceName = "curl", SourceVersion = "7.76.1-29.el9" }, erratum));
    }

    [Theory]
    [InlineData("x86_64", "5-2")]
    [InlineData("noarch", "5-2")]
    [InlineData("aarch64", null)]
    public void An_architecture_limits_a_row(string arch, string? fix)
    {
        var row = Binary("Rocky Linux", "9", "bash", "5-2") with { Arches = ["x86_64"] };

        Assert.Equal(fix, FixOf(Package("Rocky Linux", "9", "bash", "5-1") with { Arch = arch }, Erratum("RLSA-2024:1", "CVE-2024-0001", row)));
    }

    [Theory]
    [InlineData("nodejs:18", "18.1-1.module+el8", "18.2-1.module+el8")]
    [InlineData("nodejs:16", "16.1-1.module+el8", null)]
    [InlineData("", "10.1-1.el8", null)]
    public void A_stream_limits_a_row(string stream, string version, string? fix)
    {
        var row = Binary("AlmaLinux", "8", "nodejs", "18.2-1.module+el8") with { ModuleStream = "nodejs:18" };

        Assert.Equal(fix, FixOf(
            Package("AlmaLinux", "8", "nodejs", version) with { ModuleStream = stream },
            Erratum("ALSA-2024:1", "CVE-2024-0001", row)));
    }

    [Theory]
    [InlineData("2.4-1.module_el8.6.0+1+a", "2.4-2.el8", null)]
    [InlineData("2.4-1.el8", "2.4-2.module_el8.6.0+2+b", null)]
    [InlineData("2.4-1.module_el8.6.0+1+a", "2.4-2.module_el8.6.0+2+b", "2.4-2.module_el8.6.0+2+b")]
    public void Where_no_stream_is_named_the_release_tells_what_is_modular(string version, string advised, string? fix)
    {
        Assert.Equal(fix, FixOf(
            Package("AlmaLinux", "8", "httpd", version),
            Erratum("ALSA-2024:1", "CVE-2024-0001", Binary("AlmaLinux", "8", "httpd", advised))));
    }

    [Theory]
    [InlineData("2-1.module_el8.4.0+2", "2-2.module_el8.4.0+2")]
    [InlineData("2-2.module_el8.4.0+2", null)]
    public void Of_one_advisorys_builds_any_clears(string version, string? fix)
    {
        Assert.Equal(fix, FixOf(
            Package("AlmaLinux", "8", "runc", version),
            Erratum(
                "ALBA-2019:1",
                "CVE-2019-0001",
                Binary("AlmaLinux", "8", "runc", "2-2.module_el8.5.0+9"),
                Binary("AlmaLinux", "8", "runc", "2-2.module_el8.4.0+2"))));
    }

    [Theory]
    [InlineData("1-1", "1-3")]
    [InlineData("1-2", "1-3")]
    [InlineData("1-3", null)]
    public void Of_several_advisories_each_must_be_installed(string version, string? fix)
    {
        Assert.Equal(fix, FixOf(
            Package("AlmaLinux", "9", "bash", version),
            Erratum("ALSA-2024:1", "CVE-2024-0001", Binary("AlmaLinux", "9", "bash", "1-2")),
            Erratum("ALSA-2024:2", "CVE-2024-0001", Binary("AlmaLinux", "9", "bash", "1-3"))));
    }
}
