using Vigil.Domain.Versions.Semver;

namespace Vigil.Tests.Versions.Semver;

public sealed class SemverVersionTests
{
    private static readonly SemverVersion Strict = new("semver");
    private static readonly LenientSemverVersion Lenient = new();

    [Fact]
    public void Precedence_is_that_of_the_specification() => Ordered.Ascending(
        Strict,
        "no version", "0.9.9", "1.0.0-0", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
        "1.0.0-rc.1", "1.0.0", "1.0.1-a", "1.0.1", "1.1.0", "10.0.0", "99999999999999999999999.0.0");

    [Theory]
    [InlineData("1.0.0", "1.0.0+build.5")]
    [InlineData("1.0.0", "v1.0.0")]
    [InlineData("1.0.0", "1")]
    [InlineData("1.2.0.0", "1.2")]
    [InlineData("1.7rc2", "1.7.0-rc2")]
    [InlineData("1.0.0.beta", "1.0.0-beta")]
    public void Spellings_of_one_version_are_equal(string first, string second) => Assert.Equal(0, Lenient.Compare(first, second));

    [Theory]
    [InlineData("1.0.0", true)]
    [InlineData("1.0.0-alpha.-.1+001.x", true)]
    [InlineData("1.0", false)]
    [InlineData("1.0.0.0", false)]
    [InlineData("01.0.0", false)]
    [InlineData("1.0.0-01", false)]
    [InlineData("1.0.0-", false)]
    [InlineData("1.0.0+", false)]
    [InlineData("1.0.0-a..b", false)]
    [InlineData("1.0.0rc1", false)]
    [InlineData("v1.0.0", false)]
    [InlineData("1.0.0 ", false)]
    [InlineData("1.0.0-é", false)]
    public void Validity_is_that_of_the_grammar(string version, bool valid) => Assert.Equal(valid, Strict.IsValid(version));

    [Theory]
    [InlineData("v1.2.3.4-rc1", true)]
    [InlineData("1.7rc2", true)]
    [InlineData("1", true)]
    [InlineData("foo", false)]
    [InlineData("1.2..3", false)]
    public void Lenient_validity_needs_a_number_in_front(string version, bool valid) => Assert.Equal(valid, Lenient.IsValid(version));
}
