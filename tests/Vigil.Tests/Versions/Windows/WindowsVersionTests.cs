using Vigil.Domain.Versions.Windows;

namespace Vigil.Tests.Versions.Windows;

public sealed class WindowsVersionTests
{
    private static readonly WindowsVersion Scheme = new();

    [Theory]
    [InlineData("10.0.20348.998", "<", "10.0.20348.2227")]
    [InlineData("10.0.17763.9999", "<", "10.0.20348.1")]
    [InlineData("4.8.04690.02", "=", "4.8.4690.2")]
    [InlineData("KB999999", "<", "KB5034129")]
    [InlineData("10.0.26100.9999", "<", "KB1")]
    [InlineData("unknown", "<", "6.0")]
    public void Builds_count_number_by_number_and_updates_come_after_them(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("10.0.20348.2227", true)]
    [InlineData("KB5034129", true)]
    [InlineData("KB", false)]
    [InlineData("10.0.", false)]
    [InlineData("", false)]
    public void Builds_and_updates_are_versions(string version, bool isValid) => Assert.Equal(isValid, Scheme.IsValid(version));
}
