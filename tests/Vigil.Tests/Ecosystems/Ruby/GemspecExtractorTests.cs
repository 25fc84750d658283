using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Ruby;

namespace Vigil.Tests.Ecosystems.Ruby;

public sealed class GemspecExtractorTests
{
    [Theory]
    [InlineData("usr/lib/ruby/gems/3.1.0/specifications/rake-13.0.6.gemspec", true)]
    [InlineData("usr/lib/ruby/gems/3.1.0/specifications/default/json-2.6.1.gemspec", true)]
    [InlineData("usr/lib/ruby/gems/3.1.0/gems/rake-13.0.6/rake.gemspec", false)]
    [InlineData("app/mine.gemspec", false)]
    public void Only_what_is_installed_is_read(string path, bool wanted) => Assert.Equal(wanted, Extracted.Wants(new GemspecExtractor(), path));

    [Theory]
    [InlineData("s.name = 'a'\ns.version = Gem::Version.new(\"1.2\")", "a 1.2")]
    [InlineData("s.name    =  \"a\".freeze # why\ns.version=\"1\"", "a 1")]
    public void Values_that_are_spelled_out_are_read(string body, string expected)
    {
        var package = Assert.Single(Extracted.From(new GemspecExtractor(), "specifications/a.gemspec", $"Gem::Specification.new do |s|\n{body}\nend\n").Packages);

        Assert.Equal(expected, $"{package.Name} {package.Version}");
    }

    [Theory]
    [InlineData("Gem::Specification.new do |s|\ns.name = 'a'\ns.version = Mine::VERSION\nend")]
    [InlineData("Gem::Specification.new do |s|\ns.name = \"a#{1}\"\ns.version = '1'\nend")]
    [InlineData("Gem::Specification.new do |spec|\ns.name = 'a'\ns.version = '1'\nend")]
    [InlineData("s.name = 'a'\ns.version = '1'")]
    public void What_is_computed_is_reported(string text) =>
        Assert.Equal(EcosystemCodes.DamagedFile, Assert.Single(Extracted.From(new GemspecExtractor(), "specifications/a.gemspec", text).Diagnostics).Code);
}
