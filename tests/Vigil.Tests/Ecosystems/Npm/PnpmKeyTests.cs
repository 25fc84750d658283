using Vigil.Scanning.Ecosystems.Npm;

namespace Vigil.Tests.Ecosystems.Npm;

public sealed class PnpmKeyTests
{
    [Theory]
    [InlineData("/acorn/8.7.0", "acorn", "8.7.0")]
    [InlineData("/@babel/core/7.0.0", "@babel/core", "7.0.0")]
    [InlineData("/acorn-jsx/5.3.2_acorn@8.7.0", "acorn-jsx", "5.3.2")]
    [InlineData("/foo/1.4.0_@types+babel__core@7.1.14", "foo", "1.4.0")]
    [InlineData("registry.example.org/@foo/bar/1.1.0", "@foo/bar", "1.1.0")]
    [InlineData("/promise@8.1.0(peer@1.0.0)", "promise", "8.1.0")]
    [InlineData("/@babel/core@7.0.0", "@babel/core", "7.0.0")]
    [InlineData("@babel/core@7.24.0", "@babel/core", "7.24.0")]
    [InlineData("tsutils@3.21.0(typescript@4.9.5)", "tsutils", "3.21.0")]
    [InlineData("is-positive@https://codeload.github.com/kevva/is-positive/tar.gz/97edff6f", "is-positive", "")]
    [InlineData("github.com/kevva/is-positive/97edff6f525f192a3f83cea1944765f769ae2678", "", "")]
    [InlineData("file:local", "", "")]
    [InlineData("/", "", "")]
    [InlineData("", "", "")]
    public void Key_names_package_and_version(string key, string name, string version)
    {
        Assert.Equal((name, version), PnpmKey.Parse(key));
    }
}
