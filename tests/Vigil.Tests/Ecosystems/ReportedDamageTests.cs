using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems;

/// <summary>What is no file of its type at all is an error, never an empty list.</summary>
public sealed class ReportedDamageTests
{
    [Theory]
    [InlineData("package-lock.json")]
    [InlineData("yarn.lock")]
    [InlineData("pnpm-lock.yaml")]
    [InlineData("bun.lock")]
    [InlineData("METADATA")]
    [InlineData("wheel")]
    [InlineData("Pipfile.lock")]
    [InlineData("poetry.lock")]
    [InlineData("uv.lock")]
    [InlineData("pdm.lock")]
    [InlineData("pylock.toml")]
    [InlineData("Gemfile.lock")]
    [InlineData("gemspec")]
    [InlineData("composer.lock")]
    [InlineData("installed.json")]
    [InlineData("Cargo.lock")]
    [InlineData("Package.resolved")]
    [InlineData("Podfile.lock")]
    [InlineData("pubspec.lock")]
    [InlineData("mix.lock")]
    [InlineData("stack.yaml.lock")]
    [InlineData("conan.lock")]
    [InlineData("renv.lock")]
    [InlineData("cpanfile.snapshot")]
    [InlineData("install.json")]
    [InlineData("rockspec")]
    [InlineData("Manifest.toml")]
    [InlineData("conda-meta")]
    [InlineData("snap.yaml")]
    [InlineData("metainfo.xml")]
    public void Error_page_is_no_file_of_the_type(string type)
    {
        var result = SingleFile.Read(type, "x/" + type, new MemoryFile("<html>404 Not Found: the page is elsewhere\n"u8.ToArray()), osRelease: "");

        Assert.Empty(result.Packages);
        Assert.True(result.IsDamaged);
    }

    [Theory]
    [InlineData("metainfo.xml")]
    [InlineData("pom.xml")]
    [InlineData("csproj")]
    [InlineData("packages.config")]
    public void Declaration_of_xml_that_is_no_text_is_damage(string type)
    {
        byte[] declaration = [.. "<?xml version=\"1.0"u8, 0xFF, .. "\" encoding=\"UTF-8\"?>"u8];

        Assert.True(SingleFile.Read(type, "x/" + type, new MemoryFile(declaration), osRelease: "").IsDamaged);
    }
}
