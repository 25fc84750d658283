using Vigil.Scanning.Ecosystems.Debian;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Debian;

public sealed class OtherArchivesTests
{
    private static readonly PackageFact Curl = new()
    {
        Kind = "dpkg",
        Name = "curl",
        Version = "7.88.1-10+deb12u8",
        Vendor = "Alessandro Ghedini <ghedo@debian.org>",
    };

    [Theory]
    [InlineData("Docker <support@docker.com>")]
    [InlineData("MySQL Release Engineering <mysql-build@oss.oracle.com>")]
    [InlineData("NGINX Packaging <nginx-packaging@F5.com>")]
    [InlineData("Google Cloud CLI Authors <https://code.google.com/p/google-cloud-sdk/>")]
    [InlineData("Chrome Linux Team <chrome-packager@google.com>")]
    public void A_known_vendor_is_told_by_the_maintainer(string maintainer) => Assert.True(OtherArchives.Built(Curl with { Vendor = maintainer }));

    [Theory]
    [InlineData("20.20.2-1nodesource1")]
    [InlineData("16.4-1.pgdg120+1")]
    [InlineData("8.3.10-1+0~20240811.20+debian12~1.gbp0e7a2f")]
    [InlineData("8.3.10-1+ubuntu22.04.1+deb.sury.org+1")]
    [InlineData("1:10.11.9+maria~deb12")]
    [InlineData("10:6.1.2-dmo1+deb12u1")]
    [InlineData("2.45.2-1~ppa1")]
    public void An_archive_that_builds_Debians_packaging_is_told_by_its_versions(string version) => Assert.True(OtherArchives.Built(Curl with { Version = version }));

    [Theory]
    [InlineData("", false)]
    [InlineData("debian", false)]
    [InlineData("Ubuntu", false)]
    [InlineData("HashiCorp", true)]
    public void A_stated_origin_decides(string origin, bool isOther) => Assert.Equal(isOther, OtherArchives.Built(Curl with { Origin = origin }));

    [Theory]
    [InlineData("7.88.1-10+deb12u8", "Jonathan Nieder <jrnieder@gmail.com>")]
    [InlineData("3.2.4+debian-1", "Markus Teich <mteich@google.com>")]
    [InlineData("0~2.gbp234f0c6-1", "Matthias Klose <doko@ubuntu.com>")]
    [InlineData("5.10-4~bpo12+1", "someone")]
    [InlineData("1-1", "")]
    [InlineData("1-1", "a <b@notdocker.com>")]
    public void Whatever_else_is_the_distributions_own(string version, string maintainer) =>
        Assert.False(OtherArchives.Built(Curl with { Version = version, Vendor = maintainer }));
}
