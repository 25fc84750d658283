using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Npm;

namespace Vigil.Tests.Ecosystems.Npm;

public sealed class PackageJsonExtractorTests
{
    [Theory]
    [InlineData("app/node_modules/express/package.json", true)]
    [InlineData("node_modules/@babel/core/package.json", true)]
    [InlineData("app/node_modules/a/node_modules/b/package.json", true)]
    [InlineData("app/package.json", false)]
    [InlineData("package.json", false)]
    [InlineData("app/node_modules/a/lib/esm/package.json", false)]
    [InlineData("app/node_modules/a/other.json", false)]
    public void Only_installed_packages_are_read(string path, bool wanted) => Assert.Equal(wanted, Extracted.Wants(new PackageJsonExtractor(), path));

    [Theory]
    [InlineData("""{"name":"a","version":"1.0.0","license":"MIT"}""", "a 1.0.0 MIT")]
    [InlineData("""{"license":{"type":"BSD","url":"x"},"version":" 1.0.0 ","dependencies":{"name":"b","version":"2"},"name":"@s/a"}""", "@s/a 1.0.0 BSD")]
    [InlineData("\uFEFF{\"name\":\"a\"}", "a  ")]
    public void Name_version_and_licence_are_read(string text, string expected)
    {
        var package = Assert.Single(Extracted.From(new PackageJsonExtractor(), "node_modules/a/package.json", text).Packages);

        Assert.Equal(expected, $"{package.Name} {package.Version} {package.License}");
        Assert.False(package.IsLocked);
    }

    [Fact]
    public void A_marker_without_a_name_is_no_package()
    {
        var read = Extracted.From(new PackageJsonExtractor(), "node_modules/a/package.json", """{"type":"module"}""");

        Assert.Empty(read.Packages);
        Assert.Empty(read.Diagnostics);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"a\",\"version\":")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    public void Broken_file_is_reported(string text) =>
        Assert.Equal(EcosystemCodes.DamagedFile, Assert.Single(Extracted.From(new PackageJsonExtractor(), "node_modules/a/package.json", text).Diagnostics).Code);
}
