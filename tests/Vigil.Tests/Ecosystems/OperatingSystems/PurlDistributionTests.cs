using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.OperatingSystems;

namespace Vigil.Tests.Ecosystems.OperatingSystems;

public sealed class PurlDistributionTests
{
    [Theory]
    [InlineData("pkg:deb/debian/x@1?distro=debian-12", "Debian", "12")]
    [InlineData("pkg:deb/debian/x@1?distro=debian-12.5", "Debian", "12")]
    [InlineData("pkg:deb/debian/x@1?distro=bookworm", "Debian", "12")]
    [InlineData("pkg:deb/debian/x@1?distro=debian-trixie", "Debian", "13")]
    [InlineData("pkg:deb/debian/x@1?distro=sid", "Debian", "")]
    [InlineData("pkg:deb/debian/x@1", "Debian", "")]
    [InlineData("pkg:deb/ubuntu/x@1?distro=ubuntu-22.04", "Ubuntu", "22.04")]
    [InlineData("pkg:deb/ubuntu/x@1?distro=jammy", "Ubuntu", "22.04")]
    [InlineData("pkg:apk/alpine/x@1?distro=alpine-3.18.4", "Alpine", "3.18")]
    [InlineData("pkg:apk/alpine/x@1?distro=3.18.4", "Alpine", "3.18")]
    [InlineData("pkg:apk/alpine/x@1?distro=alpine-edge", "Alpine", "edge")]
    [InlineData("pkg:apk/wolfi/x@1?distro=wolfi-20230201", "Wolfi", "")]
    [InlineData("pkg:rpm/redhat/x@1?distro=rhel-9.4", "Red Hat", "9")]
    [InlineData("pkg:rpm/redhat/x@1?distro=redhat-8.4", "Red Hat", "8")]
    [InlineData("pkg:rpm/centos/x@1?distro=centos-7.6.1810", "Red Hat", "7")]
    [InlineData("pkg:rpm/amzn/x@1?distro=amzn-2023", "Amazon Linux", "2023")]
    [InlineData("pkg:rpm/amazon/x@1?distro=amazon-2", "Amazon Linux", "2")]
    [InlineData("pkg:rpm/opensuse/x@1?distro=opensuse-leap-15.5", "openSUSE", "15.5")]
    [InlineData("pkg:rpm/opensuse.leap/x@1?distro=opensuse.leap-15.5", "openSUSE", "15.5")]
    [InlineData("pkg:rpm/suse/x@1?distro=sles-15.5", "SUSE", "15.5")]
    [InlineData("pkg:rpm/oracle/x@1?distro=ol-8.9", "Oracle Linux", "8")]
    public void The_release_is_told_in_every_spelling(string purl, string ecosystem, string release)
    {
        var system = PurlDistribution.Of(PackageUrl.Parse(purl));

        Assert.Equal((ecosystem, release), (system?.Ecosystem, system?.Release));
    }

    [Theory]
    [InlineData("pkg:deb/kali/x@1?distro=kali-2024.1")]
    [InlineData("pkg:npm/x@1")]
    public void An_unknown_distribution_is_none(string purl)
    {
        Assert.Null(PurlDistribution.Of(PackageUrl.Parse(purl)));
    }
}
