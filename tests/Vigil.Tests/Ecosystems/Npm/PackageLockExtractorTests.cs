using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Npm;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Npm;

public sealed class PackageLockExtractorTests
{
    private const string Version3 = """
        {
          "lockfileVersion": 3,
          "packages": {
            "": { "dependencies": { "a": "^1" }, "devDependencies": { "t": "1" } },
            "node_modules/a": { "version": "1.0.0", "license": "MIT", "dependencies": { "b": "^1" } },
            "node_modules/b": { "version": "2.0.0", "dev": true },
            "node_modules/a/node_modules/b": { "version": "1.5.0", "dependencies": { "c": "*" } },
            "node_modules/c": { "version": "3.0.0", "optional": true },
            "node_modules/t": { "version": "1.0.0", "dev": true, "dependencies": { "b": "^2" } },
            "node_modules/alias": { "name": "real", "version": "9.0.0" },
            "node_modules/mine": { "resolved": "packages/mine", "link": true },
            "packages/mine": { "version": "0.1.0" }
          }
        }
        """;

    [Theory]
    [InlineData("app/package-lock.json", true)]
    [InlineData("npm-shrinkwrap.json", true)]
    [InlineData("app/node_modules/a/package-lock.json", false)]
    [InlineData("root/.cargo/registry/src/x/package-lock.json", false)]
    public void Lock_files_inside_installed_packages_are_left_alone(string path, bool wanted) =>
        Assert.Equal(wanted, Extracted.Wants(new PackageLockExtractor(), path));

    [Fact]
    public void Every_folder_is_a_package_but_the_project_and_its_links() => Assert.Equal(
        ["a 1.0.0", "b 1.5.0", "b 2.0.0", "c 3.0.0", "mine 0.1.0", "real 9.0.0", "t 1.0.0"],
        Read(Version3).Select(package => $"{package.Name} {package.Version}").Order(StringComparer.Ordinal));

    [Fact]
    public void Nearest_folder_satisfies_a_need()
    {
        var nested = Find(Version3, "b", "1.5.0").Dependency;

        Assert.Equal(DependencyRelation.Transitive, nested.Relation);
        Assert.Equal(["a@1.0.0"], nested.Path);
        Assert.Equal(["a@1.0.0", "b@1.5.0"], Find(Version3, "c", "3.0.0").Dependency.Path);
        Assert.Equal(["t@1.0.0"], Find(Version3, "b", "2.0.0").Dependency.Path);
    }

    [Fact]
    public void Flags_tell_what_a_package_is_for()
    {
        Assert.Equal((DependencyScope.Runtime, DependencyRelation.Direct), ScopeAndRelation(Find(Version3, "a", "1.0.0")));
        Assert.Equal((DependencyScope.Development, DependencyRelation.Direct), ScopeAndRelation(Find(Version3, "t", "1.0.0")));
        Assert.Equal(["optional"], Find(Version3, "c", "3.0.0").Dependency.Groups);
        Assert.Equal(DependencyRelation.Direct, Find(Version3, "mine", "0.1.0").Dependency.Relation);
    }

    [Fact]
    public void Version_2_states_everything_twice_and_counts_once()
    {
        const string Lock = """{"dependencies":{"a":{"version":"1"},"x":{"version":"1"}},"packages":{"node_modules/a":{"version":"1"}}}""";

        Assert.Equal("a", Assert.Single(Read(Lock)).Name);
    }

    [Theory]
    [InlineData("npm:string-width@4.2.0", "string-width 4.2.0")]
    [InlineData("npm:@babel/core@7.0.0", "@babel/core 7.0.0")]
    [InlineData("file:../a", "a ")]
    [InlineData("git+ssh://git@github.com/x/a.git#1234", "a ")]
    [InlineData("1.2.3-beta.1", "a 1.2.3-beta.1")]
    public void Version_1_may_hold_an_alias_a_file_or_a_commit(string version, string expected)
    {
        var package = Assert.Single(Read("""{"lockfileVersion":1,"dependencies":{"a":{"version":"VERSION"}}}""".Replace("VERSION", version, StringComparison.Ordinal)));

        Assert.Equal(expected, $"{package.Name} {package.Version}");
    }

    [Fact]
    public void Version_1_nests_its_folders()
    {
        const string Lock = """
            {"dependencies":{"a":{"version":"1","dev":true,"requires":{"b":"1"},"dependencies":{"b":{"version":"1","dev":true}}},"b":{"version":"2"}}}
            """;

        Assert.Equal(["a 1", "b 1", "b 2"], Read(Lock).Select(package => $"{package.Name} {package.Version}"));
        Assert.Equal(DependencyScope.Development, Find(Lock, "b", "1").Dependency.Scope);
    }

    [Fact]
    public void Package_needed_in_two_ways_is_needed_to_run()
    {
        const string Lock = """{"packages":{"node_modules/a":{"version":"1","dev":true},"x/node_modules/a":{"version":"1"}}}""";

        Assert.Equal(DependencyScope.Runtime, Assert.Single(Read(Lock)).Dependency.Scope);
    }

    [Theory]
    [InlineData("{\"packages\":{\"node_modules/a\":{\"version\":\"1\"}")]
    [InlineData("null")]
    [InlineData("lock")]
    public void Broken_file_is_reported(string text) =>
        Assert.Equal(EcosystemCodes.DamagedFile, Assert.Single(Extracted.From(new PackageLockExtractor(), "package-lock.json", text).Diagnostics).Code);

    private static IReadOnlyList<PackageFact> Read(string text)
    {
        var read = Extracted.From(new PackageLockExtractor(), "package-lock.json", text);
        Assert.Empty(read.Diagnostics);
        return read.Packages;
    }

    private static PackageFact Find(string text, string name, string version) => Assert.Single(Read(text), package => (package.Name, package.Version) == (name, version));

    private static (DependencyScope Scope, DependencyRelation Relation) ScopeAndRelation(PackageFact package) => (package.Dependency.Scope, package.Dependency.Relation);
}
