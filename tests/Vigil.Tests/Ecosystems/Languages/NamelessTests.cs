using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Languages;

/// <summary>Damage that chance once found.</summary>
public sealed class NamelessTests
{
    [Theory]
    [InlineData("yarn.lock", "\"\":\n  version \"1\"\n\n\"/\":\n  version \"1\"\n")]
    [InlineData("poetry.lock", "[[package]]\nname = \"/\"\nversion = \"1\"\n")]
    [InlineData("rebar.lock", "[{<<\"\">>,{pkg,<<\"\">>,<<\"1\">>},0}].\n")]
    public void Entry_without_a_name_is_no_package(string type, string text) => Assert.Empty(Read(type, text).Packages);

    [Fact]
    public void Name_that_no_package_url_can_hold_is_listed_all_the_same()
    {
        var fact = new PackageFact { Kind = "npm", Name = "/", Version = "1" };

        Assert.Equal("pkg:generic/unnamed@1", EcosystemCatalog.FamilyOf("npm").Purl(fact, system: null).ToString());
    }

    private static SingleFileResult Read(string type, string text) => SingleFile.Read(type, type, new MemoryFile(System.Text.Encoding.UTF8.GetBytes(text)), osRelease: "");
}
