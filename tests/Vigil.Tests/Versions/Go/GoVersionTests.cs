using Vigil.Domain.Versions.Go;

namespace Vigil.Tests.Versions.Go;

public sealed class GoVersionTests
{
    private static readonly GoVersion Scheme = new();

    [Fact]
    public void Pseudo_versions_stand_between_the_tags_they_lie_between() => Ordered.Ascending(
        Scheme,
        "(devel)", "bad", "v0.0.0-20180116102854-5a71ef0e047d", "v0.0.0-20190116102854-0123456789ab", "v0.0.1", "v1.2.3-pre", "v1.2.3-pre.0.20191109021931-daa7c04131f5",
        "v1.2.3", "v1.2.4-0.20191109021931-daa7c04131f5", "v1.2.4", "v2.0.0+incompatible", "v2.0.1");

    [Fact]
    public void Toolchain_releases_follow_their_candidates() => Ordered.Ascending(
        Scheme, "go1.20.14", "go1.21beta1", "go1.21rc2", "go1.21rc10", "go1.21", "go1.21.1", "go1.22");

    [Theory]
    [InlineData("v1.2", "v1.2.0")]
    [InlineData("1.2.3", "v1.2.3")]
    [InlineData("v2.0.0", "v2.0.0+incompatible+dirty")]
    [InlineData("go1.21", "1.21.0")]
    [InlineData("go1.21rc2", "v1.21.0-rc.2")]
    [InlineData("go1.21.3", "go1.21.3-acme.1")]
    [InlineData("go1.21.3", "go1.21.3 X:boringcrypto")]
    public void Spellings_of_one_version_are_equal(string first, string second) => Assert.Equal(0, Scheme.Compare(first, second));

    [Theory]
    [InlineData("v1", true)]
    [InlineData("go1.21rc2", true)]
    [InlineData("v1.2-pre", false)]
    [InlineData("v1+meta", false)]
    [InlineData("v01.2.3", false)]
    [InlineData("v1.2.3-01", false)]
    [InlineData("go1.21-rc", true)]
    [InlineData("gopher", false)]
    [InlineData("(devel)", false)]
    [InlineData("", false)]
    public void Validity_is_that_of_the_module_system(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
