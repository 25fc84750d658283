using Vigil.Domain.Advisories;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.Debian;

public sealed class DebianMatchRuleTests
{
    private static readonly Advisory Flaw = Advisory("CVE-2024-0001", Source("Debian", "12", "openssl", "3.0.11-1~deb12u2"));

    [Theory]
    [InlineData("3.0.11-1~deb12u1", "3.0.11-1~deb12u2")]
    [InlineData("3.0.11-1~deb12u2", null)]
    [InlineData("3.0.11-1", null)]
    [InlineData("1:3.0.0-1", null)]
    public void Source_versions_are_compared(string version, string? fix)
    {
        Assert.Equal(fix, FixOf(Package("Debian", "12", "libssl3", version) with { SourceName = "openssl" }, Flaw));
    }

    [Fact]
    public void The_version_of_the_source_counts_where_the_binary_has_another()
    {
        var package = Package("Debian", "12", "libssl3", "9:3.0") with { SourceName = "openssl", SourceVersion = "3.0.11-1~deb12u1" };

        Assert.Equal("3.0.11-1~deb12u2", FixOf(package, Flaw));
    }

    [Theory]
    [InlineData("3.0.11-1~deb12u2+b3", null)]
    [InlineData("3.0.11-1~deb12u1+b1", "3.0.11-1~deb12u2")]
    public void A_binary_rebuild_counts_as_its_source(string version, string? fix)
    {
        Assert.Equal(fix, FixOf(Package("Debian", "12", "openssl", version), Flaw));
    }

    [Theory]
    [InlineData("linux-signed-amd64", "linux")]
    [InlineData("linux-signed-6.1-amd64", "linux-6.1")]
    public void A_signed_kernel_counts_as_the_kernel_that_was_signed(string packer, string source)
    {
        var kernel = Package("Debian", "12", "linux-image-6.1.0-18-amd64", "6.1.76-1") with { Arch = "amd64", SourceName = packer, SourceVersion = "6.1.76+1" };

        Assert.Equal("6.1.85-1", FixOf(kernel, Advisory("CVE-2024-0004", Source("Debian", "12", source, "6.1.85-1"))));
        Assert.Null(FixOf(kernel, Advisory("CVE-2024-0005", Source("Debian", "12", source, "6.1.76-1"))));
    }

    [Fact]
    public void A_binary_that_is_only_called_like_a_source_is_not_meant()
    {
        Assert.Null(FixOf(Package("Debian", "12", "openssl", "1.0-1") with { SourceName = "openssl-compat" }, Flaw));
    }

    [Fact]
    public void Another_release_is_not_meant()
    {
        Assert.Null(FixOf(Package("Debian", "11", "openssl", "1.1.1-1"), Flaw, Advisory("CVE-2024-0002", Source("Debian", "11", "bash", "6-1"))));
    }

    [Fact]
    public void An_unimportant_flaw_stays_and_says_so()
    {
        var verdict = Assert.Single(Judge(
            Package("Debian", "12", "bash", "5.2-1"),
            Advisory("CVE-2024-0003", Source("Debian", "12", "bash", "") with { SeverityLabel = "unimportant" })).Verdicts);

        Assert.Equal("unimportant", verdict.SeverityLabel);
    }
}
