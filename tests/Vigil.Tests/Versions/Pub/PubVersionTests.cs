using Vigil.Domain.Versions.Pub;

namespace Vigil.Tests.Versions.Pub;

public sealed class PubVersionTests
{
    private static readonly PubVersion Scheme = new();

    [Fact]
    public void Builds_sort_after_their_version() => Ordered.Ascending(
        Scheme, "1.0.0-pre", "1.0.0-pre+build", "1.0.0", "1.0.0+1", "1.0.0+10", "1.0.0+a", "1.0.0+a.1", "1.0.1");

    [Theory]
    [InlineData("1.02.3-a+b", true)]
    [InlineData("1.2", false)]
    [InlineData("v1.2.3", false)]
    public void Validity_is_that_of_pub(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
