using Vigil.Domain.Versions.Apk;

namespace Vigil.Tests.Versions.Apk;

public sealed class ApkVersionTests
{
    private static readonly ApkVersion Scheme = new();

    [Fact]
    public void Continuations_of_a_version_have_the_order_of_apk_tools() => Ordered.Ascending(
        Scheme,
        "1.2_alpha", "1.2_alpha1", "1.2_beta", "1.2_pre", "1.2_rc", "1.2_rc1", "1.2_unknown", "1.2", "1.2-r0", "1.2-r1", "1.2-r10", "1.2~abc", "1.2_cvs",
        "1.2_svn", "1.2_git", "1.2_hg", "1.2_p", "1.2_p1", "1.2a", "1.2b", "1.2.01", "1.2.02", "1.2.1", "1.2.10");

    [Theory]
    [InlineData("1.2_p1_pre2~0af-r3", true)]
    [InlineData("1.2b", true)]
    [InlineData("1.2bc", false)]
    [InlineData("1.2-r", false)]
    [InlineData("1.2-1", false)]
    [InlineData("1.2_foo", false)]
    [InlineData("v1.2", false)]
    [InlineData("1.2-r1_p1", false)]
    [InlineData("1.2~", false)]
    [InlineData("", false)]
    public void Validity_is_that_of_apk_tools(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
