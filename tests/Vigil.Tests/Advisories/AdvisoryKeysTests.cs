using Vigil.Domain.Advisories;

namespace Vigil.Tests.Advisories;

public sealed class AdvisoryKeysTests
{
    [Theory]
    [InlineData("npm", "npm", "", "")]
    [InlineData("Debian:12", "Debian", "12", "")]
    [InlineData("Alpine:v3.20", "Alpine", "v3.20", "")]
    [InlineData("Ubuntu:22.04:LTS", "Ubuntu", "22.04", "")]
    [InlineData("Ubuntu:Pro:22.04:LTS", "Ubuntu", "Pro:22.04", "")]
    [InlineData("Red Hat:enterprise_linux:8::baseos", "Red Hat", "8", "enterprise_linux:8::baseos")]
    [InlineData("Red Hat:rhel_eus:8.4::appstream", "Red Hat", "8", "rhel_eus:8.4::appstream")]
    [InlineData("Red Hat:openshift:4.12::el8", "Red Hat", "8", "openshift:4.12::el8")]
    [InlineData("SUSE:Linux Enterprise Server 12 SP5", "SUSE", "12.5", "Linux Enterprise Server 12 SP5")]
    [InlineData("SUSE:Linux Enterprise Server 15 SP3-LTSS", "SUSE", "15.3", "Linux Enterprise Server 15 SP3-LTSS")]
    [InlineData("SUSE:Linux Enterprise Server 12-LTSS", "SUSE", "12", "Linux Enterprise Server 12-LTSS")]
    [InlineData("SUSE:Linux Enterprise Module for Basesystem 15", "SUSE", "15", "Linux Enterprise Module for Basesystem 15")]
    [InlineData("openSUSE:Leap 15.6", "openSUSE", "15.6", "Leap 15.6")]
    [InlineData("openSUSE:Tumbleweed", "openSUSE", "", "Tumbleweed")]
    public void Ecosystem_release_and_repository_are_told_apart(string published, string ecosystem, string release, string repository)
    {
        var key = AdvisoryKeys.FromOsv(published);

        Assert.Equal((ecosystem, release, repository), key);
    }

    [Theory]
    [InlineData("PyPI", "Zope.Interface_x", "zope-interface-x")]
    [InlineData("NuGet", "Newtonsoft.Json", "newtonsoft.json")]
    [InlineData("Debian", "libX11", "libX11")]
    public void Names_are_spelled_as_the_ecosystem_compares_them(string ecosystem, string published, string expected)
    {
        var name = AdvisoryKeys.NormalizeName(ecosystem, published);

        Assert.Equal(expected, name);
    }
}
