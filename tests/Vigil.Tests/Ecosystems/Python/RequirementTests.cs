using Vigil.Scanning.Ecosystems.Python;

namespace Vigil.Tests.Ecosystems.Python;

public sealed class RequirementTests
{
    [Theory]
    [InlineData("django==3.2.25", "django", "3.2.25")]
    [InlineData("Django == 3.2.25 ; python_version < '3.8'", "Django", "3.2.25")]
    [InlineData("requests[security, socks] ~= 2.28.0", "requests", "2.28.0")]
    [InlineData("pkg.dot_name-x===1.0", "pkg.dot_name-x", "1.0")]
    [InlineData("foo (==1.0)", "foo", "1.0")]
    [InlineData("foo==1.0 --hash=sha256:abc --config-settings=x", "foo", "1.0")]
    [InlineData("foo-Client==1.0 -C bar", "foo-Client", "1.0")]
    [InlineData("foo>=1.0", "foo", "")]
    [InlineData("foo==1.*", "foo", "")]
    [InlineData("foo==1.0,<2", "foo", "")]
    [InlineData("foo", "foo", "")]
    public void Only_a_pin_names_a_version(string line, string name, string version)
    {
        Assert.True(Requirement.TryParse(line, out var readName, out var readVersion));
        Assert.Equal((name, version), (readName, readVersion));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-r other.txt")]
    [InlineData("--index-url https://pypi.example.org")]
    [InlineData("tool @ https://example.org/tool.zip")]
    [InlineData("https://example.org/tool.zip")]
    [InlineData("secret==${VERSION}")]
    [InlineData("==1.0")]
    [InlineData("foo==")]
    [InlineData("foo 1.0")]
    public void Options_addresses_and_nonsense_are_no_requirements(string line) => Assert.False(Requirement.TryParse(line, out _, out _));

    [Theory]
    [InlineData("app/requirements.txt", true)]
    [InlineData("dev-requirements.txt", true)]
    [InlineData("requirements-dev.txt", true)]
    [InlineData("requirements/base.txt", true)]
    [InlineData("app/requirements/base.txt", true)]
    [InlineData("app/notes.txt", false)]
    [InlineData("lib/python3/site-packages/x/requirements.txt", false)]
    public void Files_of_requirements_have_several_names(string path, bool wanted) => Assert.Equal(wanted, Extracted.Wants(new RequirementsExtractor(), path));

    [Fact]
    public void File_of_windows_is_read_in_its_encoding()
    {
        byte[] utf16 = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("attrs==20.3.0\r\n")];

        Assert.Equal("20.3.0", Assert.Single(Extracted.From(new RequirementsExtractor(), "requirements.txt", utf16).Packages).Version);
    }
}
