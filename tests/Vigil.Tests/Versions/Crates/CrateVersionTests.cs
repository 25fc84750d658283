using Vigil.Domain.Versions.Crates;

namespace Vigil.Tests.Versions.Crates;

public sealed class CrateVersionTests
{
    private static readonly CrateVersion Scheme = new();

    [Fact]
    public void Builds_tell_equal_versions_apart() => Ordered.Ascending(
        Scheme, "1.0.0-rc.1", "1.0.0-rc.1+1", "1.0.0", "1.0.0+0", "1.0.0+00", "1.0.0+1", "1.0.0+1.9", "1.0.0+01.2", "1.0.0+2", "1.0.0+10", "1.0.0+a", "1.0.1");

    [Theory]
    [InlineData("1.0.0+00", true)]
    [InlineData("18446744073709551615.0.0", true)]
    [InlineData("18446744073709551616.0.0", false)]
    [InlineData("1.0", false)]
    public void Validity_is_that_of_the_semver_crate(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
