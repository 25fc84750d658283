using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Go;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Go;

public sealed class GoModExtractorTests
{
    [Theory]
    [InlineData("require a.b/c v1.0.0", "a.b/c v1.0.0")]
    [InlineData("require (\n\ta.b/c v1.0.0\n\t`a.b/d` v1.1.0 // indirect\n)", "a.b/c v1.0.0", "a.b/d v1.1.0")]
    [InlineData("require(\na.b/c v1.0.0\n)", "a.b/c v1.0.0")]
    [InlineData("require a.b/c v1.0.0\nreplace a.b/c => x.y/z v2.0.0", "x.y/z v2.0.0")]
    [InlineData("require a.b/c v1.0.0\nreplace a.b/c v1.0.1 => x.y/z v2.0.0", "a.b/c v1.0.0")]
    [InlineData("require a.b/c v1.0.0\nreplace a.b/c v1.0.0 => x.y/z v2.0.0\nreplace a.b/c => x.y/other v3.0.0", "x.y/z v2.0.0")]
    [InlineData("require a.b/c v1.0.0\nreplace a.b/c => ../c")]
    [InlineData("go 1.20\nrequire a.b/c v1.0.0", "a.b/c v1.0.0")]
    [InlineData("go 1.21.3", "stdlib 1.21.3")]
    [InlineData("go 1.21\ntoolchain go1.22.5-vendor", "stdlib 1.22.5")]
    [InlineData("exclude a.b/c v1.0.0\nretract v1.0.0 // why\ntool a.b/t")]
    public void Modules_that_are_asked_for(string text, params string[] expected) =>
        Assert.Equal(expected, Completed.Packages("go.mod", [(new GoModExtractor(), "go.mod", "module m\n" + text)]).Select(Completed.Describe));

    [Fact]
    public void Comment_tells_what_is_asked_for_by_others()
    {
        var packages = Completed.Packages("go.mod", [(new GoModExtractor(), "go.mod", "require a v1 // indirect\nrequire b v1 // indirect; because\nrequire c v1 // not indirect\n")]);

        Assert.Equal([DependencyRelation.Transitive, DependencyRelation.Transitive, DependencyRelation.Direct], packages.Select(package => package.Dependency.Relation));
    }

    [Fact]
    public void Standard_library_has_the_package_url_that_everybody_gives_it() =>
        Assert.Equal("pkg:golang/stdlib@1.21.4", new GoEcosystem().Purl(GoEcosystem.Module(GoEcosystem.StandardLibrary, "1.21.4"), system: null).ToString());

    [Fact]
    public void Name_that_is_none_has_a_package_url_all_the_same() =>
        Assert.Equal("pkg:generic/unnamed@v1", new GoEcosystem().Purl(GoEcosystem.Module("/", "v1"), system: null).ToString());

    [Theory]
    [InlineData("hello there\n")]
    [InlineData("require (\na v1\n")]
    [InlineData("require a\n")]
    [InlineData("require \"\" v1\n")]
    [InlineData("replace a => \"\" v1\n")]
    public void Broken_file_is_an_error(string text) =>
        Assert.Throws<InvalidDataException>(() => new GoModExtractor().Extract("go.mod", new MemoryFile(System.Text.Encoding.UTF8.GetBytes(text)), new FactSink()));

    [Theory]
    [InlineData("1.16", "a v1.0.0", "b v1.10.0")]
    [InlineData("1.17", "a v1.0.0")]
    public void Checksums_name_the_rest_before_Go_1_17(string go, params string[] expected)
    {
        const string Sums = "a v1.0.0 h1:x=\nb v1.9.0 h1:x=\nb v1.10.0 h1:x=\nb v1.10.0/go.mod h1:x=\nc v1.0.0/go.mod h1:x=\n";

        var packages = Completed.Packages("x/go.mod", [(new GoModExtractor(), "x/go.mod", $"go {go}\nrequire a v1.0.0\n"), (new GoSumExtractor(), "x/go.sum", Sums)]);

        Assert.Equal(expected, packages.Select(Completed.Describe));
    }

    [Fact]
    public void Checksums_alone_name_the_newest_of_each_module() =>
        Assert.Equal(["b v1.10.0"], Completed.Packages("go.sum", [(new GoSumExtractor(), "go.sum", "b v1.9.0 h1:x=\nb v1.10.0 h1:x=\n")]).Select(Completed.Describe));

    [Fact]
    public void Module_in_the_cache_is_named_by_its_path()
    {
        const string Path = "root/go/pkg/mod/github.com/!burnt!sushi/toml@v1.0.0+incompatible/go.mod";

        Assert.Equal(["github.com/BurntSushi/toml v1.0.0+incompatible"], Completed.Packages(Path, [(new GoModExtractor(), Path, "module x\nrequire a v1\n")]).Select(Completed.Describe));
        Assert.Empty(Extracted.From(new GoModExtractor(), "go/pkg/mod/a.b/c@v1/internal/go.mod", "module x\nrequire a v1\n").Packages);
    }

    [Fact]
    public void Vendored_modules_are_named_in_a_list()
    {
        var found = Extracted.From(new VendoredModulesExtractor(), "vendor/modules.txt", "# a v1\n## explicit; go 1.17\na/x\n# b v1 => c v2\nb\n# b => c v2\n");

        Assert.Equal(["a v1", "c v2"], found.Packages.Select(Completed.Describe));
        Assert.Equal([DependencyRelation.Direct, DependencyRelation.Unknown], found.Packages.Select(package => package.Dependency.Relation));
    }
}
