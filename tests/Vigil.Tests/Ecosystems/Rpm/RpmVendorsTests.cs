using Vigil.Scanning.Ecosystems.Rpm;

namespace Vigil.Tests.Ecosystems.Rpm;

public sealed class RpmVendorsTests
{
    [Theory]
    [InlineData("Red Hat, Inc.", "Red Hat")]
    [InlineData("CentOS", "Red Hat")]
    [InlineData("Rocky Enterprise Software Foundation", "Rocky Linux")]
    [InlineData("Amazon.com", "Amazon Linux")]
    [InlineData("SUSE LLC <https://www.suse.com/>", "SUSE")]
    [InlineData("openSUSE", "openSUSE")]
    [InlineData("Fedora Project", "Rocky Linux")]
    [InlineData("", "Red Hat")]
    [InlineData("Wind River", "Bottlerocket")]
    public void Own_packages_and_those_that_state_nothing_are_not_doubted(string vendor, string ecosystem) => Assert.False(RpmVendors.IsOther(vendor, ecosystem));

    [Theory]
    [InlineData("Fedora Project", "Amazon Linux")]
    [InlineData("Remi's RPM repository <https://rpms.remirepo.net/>", "AlmaLinux")]
    [InlineData("MariaDB Foundation", "Rocky Linux")]
    [InlineData("obs://build.opensuse.org/home:someone", "openSUSE")]
    public void Another_vendor_is_another_vendor(string vendor, string ecosystem) => Assert.True(RpmVendors.IsOther(vendor, ecosystem));
}
