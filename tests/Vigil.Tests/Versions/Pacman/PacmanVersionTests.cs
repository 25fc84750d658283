using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Pacman;

namespace Vigil.Tests.Versions.Pacman;

public sealed class PacmanVersionTests
{
    private static readonly PacmanVersion Scheme = new();

    [Fact]
    public void Order_is_that_of_vercmp() => Ordered.Ascending(
        Scheme, "1.0a", "1.0b", "1.0beta", "1.0p", "1.0pre", "1.0rc", "1.0", "1.0-1", "1.0-2", "1.0.a", "1.0.1", "1.0..1", "1.1", "1.10", "1:0.1");

    [Theory]
    [InlineData("1.0", "0:1.0")]
    [InlineData("1.0_1", "1.0+1")]
    [InlineData("1.001", "1.1")]
    public void Spellings_of_one_version_are_equal(string first, string second) => Assert.Equal(0, Scheme.Compare(first, second));

    [Fact]
    public void Missing_epoch_can_be_that_of_the_advisory() => Assert.Equal(0, Scheme.Compare("1.0-1", "2:1.0-1", MissingEpoch.Auto));

    [Theory]
    [InlineData("1:1.0+3+gabc-2.1", true)]
    [InlineData("1.0", true)]
    [InlineData("1.0-", false)]
    [InlineData("1.0-a", false)]
    [InlineData("a-1-1", false)]
    [InlineData("", false)]
    public void Validity_is_that_of_a_build_file(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
