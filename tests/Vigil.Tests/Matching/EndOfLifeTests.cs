using Vigil.Scanning.Matching;
using OperatingSystem = Vigil.Domain.OperatingSystems.OperatingSystem;

namespace Vigil.Tests.Matching;

public sealed class EndOfLifeTests
{
    [Theory]
    [InlineData("Debian", "11", "debian", "2026-08-31")]
    [InlineData("Amazon Linux", "2", "amzn", "2026-06-30")]
    [InlineData("Red Hat", "8", "rhel", "2029-05-31")]
    [InlineData("Red Hat", "8", "centos", "2021-12-31")]
    [InlineData("openSUSE", "Leap 15.5", "opensuse-leap", "2024-12-31")]
    [InlineData("SUSE", "Micro 5.3", "sle-micro", "2026-10-30")]
    [InlineData("Debian", "99", "debian", null)]
    [InlineData("Wolfi", "", "wolfi", null)]
    public void Last_day_of_support_is_known_by_release(string ecosystem, string release, string id, string? expected)
    {
        var last = EndOfLife.Of(new OperatingSystem { Ecosystem = ecosystem, Release = release, Id = id });

        Assert.Equal(expected, last?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Pro_prolongs_the_support_of_Ubuntu()
    {
        var plain = new OperatingSystem { Ecosystem = "Ubuntu", Release = "20.04", Id = "ubuntu" };

        Assert.True(EndOfLife.Of(plain) < EndOfLife.Of(plain with { Entitlements = ["esm-infra"] }));
    }
}
