using Vigil.Domain.Advisories;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.Ubuntu;

public sealed class UbuntuMatchRuleTests
{
    private static readonly Advisory Open = Advisory("CVE-2024-0001", Source("Ubuntu", "22.04", "ffmpeg", "", VendorState.Deferred));
    private static readonly Advisory Pro = Advisory("CVE-2024-0001", Source("Ubuntu", "Pro:22.04", "ffmpeg", "4.4.2-0ubuntu0.22.04.1+esm1")) with { Source = "esm" };

    [Fact]
    public void Without_Pro_the_fix_is_named_with_its_channel_and_the_state_kept()
    {
        var verdict = Assert.Single(Judge(Package("Ubuntu", "22.04", "ffmpeg", "4.4.2-0ubuntu0.22.04.1"), Open, Pro).Verdicts);

        Assert.Equal(("4.4.2-0ubuntu0.22.04.1+esm1", "Ubuntu Pro"), (verdict.FixedVersion, verdict.FixChannel));
        Assert.Equal(VendorState.Deferred, verdict.State);
    }

    [Fact]
    public void With_Pro_the_fix_is_a_fix_like_any()
    {
        var verdict = Assert.Single(Judge(Package("Ubuntu", "Pro:22.04", "ffmpeg", "4.4.2-0ubuntu0.22.04.1"), Open, Pro).Verdicts);

        Assert.Equal(("4.4.2-0ubuntu0.22.04.1+esm1", ""), (verdict.FixedVersion, verdict.FixChannel));
        Assert.Equal(VendorState.Affected, verdict.State);
    }

    [Theory]
    [InlineData("22.04")]
    [InlineData("Pro:22.04")]
    public void An_installed_Pro_fix_clears_the_open_statement(string release)
    {
        Assert.Null(FixOf(Package("Ubuntu", release, "ffmpeg", "4.4.2-0ubuntu0.22.04.1+esm1"), Open, Pro));
    }

    [Fact]
    public void A_fix_of_the_release_itself_decides_alone()
    {
        var released = Advisory("CVE-2024-0001", Source("Ubuntu", "22.04", "ffmpeg", "4.4.2-0ubuntu0.22.04.2"));

        Assert.Null(FixOf(Package("Ubuntu", "22.04", "ffmpeg", "4.4.2-0ubuntu0.22.04.2"), released, Pro));
        Assert.Equal("4.4.2-0ubuntu0.22.04.2", FixOf(Package("Ubuntu", "22.04", "ffmpeg", "4.4.2-0ubuntu0.22.04.1"), released, Pro));
    }

    [Fact]
    public void A_kernel_flavour_is_a_source_of_its_own()
    {
        var generic = Advisory("CVE-2024-0002", Source("Ubuntu", "22.04", "linux", "5.15.0-200.210"));
        var package = Package("Ubuntu", "22.04", "linux-image-5.15.0-1050-aws", "5.15.0-1050.55") with { SourceName = "linux-aws" };

        Assert.Null(FixOf(package, generic));
    }

    [Theory]
    [InlineData("linux-signed", "linux")]
    [InlineData("linux-signed-hwe-5.15", "linux-hwe-5.15")]
    public void A_signed_kernel_counts_as_the_kernel_of_its_flavour(string packer, string source)
    {
        var kernel = Package("Ubuntu", "22.04", "linux-image-5.15.0-91-generic", "5.15.0-91.101") with { Arch = "amd64", SourceName = packer };

        Assert.Equal("5.15.0-200.210", FixOf(kernel, Advisory("CVE-2024-0003", Source("Ubuntu", "22.04", source, "5.15.0-200.210"))));
    }
}
