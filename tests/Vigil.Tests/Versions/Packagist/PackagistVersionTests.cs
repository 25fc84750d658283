using Vigil.Domain.Versions.Packagist;

namespace Vigil.Tests.Versions.Packagist;

public sealed class PackagistVersionTests
{
    private static readonly PackagistVersion Scheme = new();

    [Fact]
    public void Stabilities_have_the_order_of_composer() => Ordered.Ascending(
        Scheme,
        "dev-main", "1.0-dev", "1.0-alpha", "1.0-alpha2", "1.0-alpha10", "1.0-b1", "1.0RC1", "v1.0", "1.0.0-pl1", "1.0.0.1", "1.0.1", "1.9999", "1.x-dev", "2.0-dev");

    [Theory]
    [InlineData("v6.6", "6.6.0.0")]
    [InlineData("1.0-ALPHA1", "1.0.0alpha.1")]
    [InlineData("1.0-stable", "1.0")]
    [InlineData("1.0@dev", "1.0")]
    [InlineData("1.0+build.7", "1.0")]
    [InlineData("1.0-p1", "1.0-patch1")]
    public void Spellings_of_one_version_are_equal(string first, string second) => Assert.Equal(0, Scheme.Compare(first, second));

    [Theory]
    [InlineData("v1.2.3.4-beta.5-dev", true)]
    [InlineData("1.x-dev", true)]
    [InlineData("dev-main", true)]
    [InlineData("1.2-stable", true)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("1.2-foo", false)]
    [InlineData("main", false)]
    [InlineData("", false)]
    public void Validity_is_that_of_composer(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
