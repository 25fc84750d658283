using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.NuGet;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Ecosystems.NuGet;

public sealed class NuGetExtractorTests
{
    [Fact]
    public void Libraries_of_a_program_with_its_runtime()
    {
        var found = Extracted.From(new DepsJsonExtractor(), "app/app.deps.json", Sample("deps.json"));

        Assert.Equal(
            [
                ("Serilog 2.10.0", DependencyRelation.Direct), ("System.Memory 4.5.5", DependencyRelation.Transitive),
                ("Microsoft.NETCore.App.Runtime.linux-x64 8.0.1", DependencyRelation.Direct), ("app 1.0.0", DependencyRelation.Unknown),
            ],
            found.Packages.Select(package => (Completed.Describe(package), package.Dependency.Relation)));
        Assert.True(found.Packages[^1].IsProject);
        Assert.All(found.Packages, package => Assert.False(package.IsLocked));
        Assert.Equal(["Serilog@2.10.0"], found.Packages[1].Dependency.Path);
    }

    [Fact]
    public void Lock_file_tells_direct_from_transitive()
    {
        var found = Extracted.From(new PackagesLockExtractor(), "packages.lock.json", Sample("packages.lock.json"));

        Assert.Equal(
            [("Serilog 2.10.0", DependencyRelation.Direct), ("System.Memory 4.5.5", DependencyRelation.Transitive), ("Polly 8.0.0", DependencyRelation.Unknown)],
            found.Packages.Select(package => (Completed.Describe(package), package.Dependency.Relation)));
    }

    [Fact]
    public void Restored_project_tells_what_was_resolved()
    {
        var found = Extracted.From(new ProjectAssetsExtractor(), "obj/project.assets.json", Sample("project.assets.json"));

        Assert.Equal(
            [("Serilog 2.10.0", DependencyRelation.Direct), ("System.Memory 4.5.5", DependencyRelation.Transitive), ("Polly 8.0.0", DependencyRelation.Transitive)],
            found.Packages.Select(package => (Completed.Describe(package), package.Dependency.Relation)));
    }

    [Fact]
    public void Old_projects_name_all_their_packages()
    {
        var found = Extracted.From(new PackagesConfigExtractor(), "packages.config", Sample("packages.config"));

        Assert.Equal(
            [("Newtonsoft.Json 12.0.1", DependencyScope.Runtime), ("StyleCop.Analyzers 1.1.118", DependencyScope.Development)],
            found.Packages.Select(package => (Completed.Describe(package), package.Dependency.Scope)));
    }

    [Fact]
    public void Project_file_names_what_it_asks_for() => Assert.Equal(
        ["Serilog 2.10.0", "Polly 8.0.0", "Meziantou.Analyzer 3.0.1", "Floating "],
        Completed.Packages("app.csproj", [(new ProjectFileExtractor(), "app.csproj", Sample("csproj"))]).Select(Completed.Describe));

    [Fact]
    public void Versions_are_managed_in_the_nearest_file_above()
    {
        var reader = new ProjectFileExtractor();
        var packages = Completed.Packages(
            "src/app/app.csproj",
            [
                (reader, "src/app/app.csproj", "<Project><ItemGroup><PackageReference Include='A'/><PackageReference Include='B' VersionOverride='9'/></ItemGroup></Project>"),
                (reader, "src/Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include='a' Version='$(V)'/><PackageVersion Include='B' Version='1'/></ItemGroup></Project>"),
                (reader, "Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include='A' Version='too far'/></ItemGroup></Project>"),
                (reader, "Directory.Build.props", "<Project><PropertyGroup><V>$(W)</V><W>2.0</W></PropertyGroup></Project>"),
            ]);

        Assert.Equal(["A 2.0", "B 9"], packages.Select(Completed.Describe));
    }

    [Fact]
    public void Project_file_says_nothing_where_its_packages_were_resolved() => Assert.Empty(Completed.Packages(
        "app/app.csproj",
        [
            (new ProjectFileExtractor(), "app/app.csproj", "<Project><ItemGroup><PackageReference Include='A' Version='1'/></ItemGroup></Project>"),
            (new ProjectAssetsExtractor(), "app/obj/project.assets.json", """{"targets":{}}"""),
        ]));

    [Fact]
    public void Properties_in_circles_end() => Assert.Equal(
        ["A "],
        Completed.Packages("a.csproj", [(new ProjectFileExtractor(), "a.csproj", "<Project><PropertyGroup><V>$(V)$(V)</V></PropertyGroup><ItemGroup><PackageReference Include='A' Version='$(V)'/></ItemGroup></Project>")])
            .Select(Completed.Describe));

    [Theory]
    [InlineData("""{"targets":{}}""")]
    [InlineData("""{"libraries":{"a/1":{"type":"package"}""")]
    [InlineData("[]")]
    public void Broken_list_of_libraries_is_reported(string text) => Assert.Single(Extracted.From(new DepsJsonExtractor(), "x.deps.json", text).Diagnostics);

    private static string Sample(string type) => System.Text.Encoding.UTF8.GetString(FormatSamples.Of(type)[0].Bytes);
}
