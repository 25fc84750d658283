using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Java.Poms;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Java;

public sealed class PomExtractorTests
{
    private static readonly PomExtractor Pom = new();

    [Fact]
    public void Variables_of_the_project_are_put_in() => Assert.Equal(
        ["g:a 1.5", "own:b 3"],
        Read("<groupId>own</groupId><version>3</version><properties><v>1.${m}</v><m>5</m></properties>", Dependency("g", "a", "${v}") + Dependency("${project.groupId}", "b", "${pom.version}")));

    [Fact]
    public void Variable_without_a_value_gives_no_version() => Assert.Equal(["g:a "], Read("", Dependency("g", "a", "${unknown}")));

    [Theory]
    [InlineData("<x>${x}</x>")]
    [InlineData("<x>${y}</x><y>${x}</y>")]
    [InlineData("<x>${y}${y}${y}${y}</x><y>${x}${x}${x}${x}</y>")]
    public void Variables_in_circles_end(string properties) => Assert.Equal(["g:a "], Read($"<properties>{properties}</properties>", Dependency("g", "a", "${x}")));

    [Theory]
    [InlineData("[1.0,2.0)", "1.0")]
    [InlineData("[1.0]", "1.0")]
    [InlineData("(,2.0]", "2.0")]
    [InlineData("1.0", "1.0")]
    public void Range_counts_as_its_lower_bound(string range, string version) => Assert.Equal([$"g:a {version}"], Read("", Dependency("g", "a", range)));

    [Fact]
    public void Managed_version_counts_where_none_is_stated() => Assert.Equal(
        ["g:a 1", "g:b 9"],
        Read($"<dependencyManagement><dependencies>{Dependency("g", "a", "1")}{Dependency("g", "b", "2")}{Dependency("g", "c", "3")}</dependencies></dependencyManagement>", Dependency("g", "a", "") + Dependency("g", "b", "9")));

    [Fact]
    public void Parent_beside_the_project_gives_versions_variables_and_dependencies()
    {
        var parent = Project(
            $"<groupId>p</groupId><artifactId>parent</artifactId><version>7</version><properties><v>1</v><w>parent</w></properties><dependencyManagement><dependencies>{Dependency("g", "managed", "${w}")}</dependencies></dependencyManagement>",
            Dependency("g", "inherited", "${project.version}"));
        var child = Project(
            "<parent><groupId>p</groupId><artifactId>parent</artifactId><version>7</version></parent><artifactId>c</artifactId><properties><w>child</w></properties>",
            Dependency("g", "a", "${v}") + Dependency("g", "managed", ""));

        var packages = Completed.Packages("app/child/pom.xml", [(Pom, "app/pom.xml", parent), (Pom, "app/child/pom.xml", child)]);

        Assert.Equal(["g:a 1", "g:managed child", "g:inherited 7"], packages.Select(Completed.Describe));
    }

    [Fact]
    public void Parent_and_list_in_a_local_repository_are_found_by_their_coordinates()
    {
        const string Import = "<dependency><groupId>b</groupId><artifactId>bom</artifactId><version>2</version><type>pom</type><scope>import</scope></dependency>";
        var parent = Project($"<groupId>p</groupId><artifactId>parent</artifactId><version>7</version><dependencyManagement><dependencies>{Import}</dependencies></dependencyManagement>", "");
        var bom = Project(
            $"<groupId>b</groupId><artifactId>bom</artifactId><version>2</version><properties><v>5</v></properties><dependencyManagement><dependencies>{Dependency("g", "a", "${v}")}</dependencies></dependencyManagement>", "");
        var child = Project("<parent><groupId>p</groupId><artifactId>parent</artifactId><version>7</version><relativePath/></parent>", Dependency("g", "a", ""));

        var packages = Completed.Packages(
            "app/pom.xml", [(Pom, "root/.m2/repository/b/bom/2/bom-2.pom", bom), (Pom, "root/.m2/repository/p/parent/7/parent-7.pom", parent), (Pom, "app/pom.xml", child)]);

        Assert.Equal(["g:a 5"], packages.Select(Completed.Describe));
    }

    [Fact]
    public void Projects_that_are_their_own_parents_end()
    {
        var self = Project("<parent><groupId>p</groupId><artifactId>self</artifactId><version>1</version><relativePath>pom.xml</relativePath></parent><artifactId>self</artifactId>", Dependency("g", "a", "1"));

        Assert.Equal(["g:a 1"], Completed.Packages("pom.xml", [(Pom, "pom.xml", self)]).Select(Completed.Describe));
    }

    [Fact]
    public void Scope_tells_what_a_dependency_is_needed_for()
    {
        var packages = Completed.Packages(
            "pom.xml",
            [(Pom, "pom.xml", Project("", "<dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version><scope>test</scope></dependency>" + Dependency("g", "b", "1")))]);

        Assert.Equal([DependencyScope.Development, DependencyScope.Runtime], packages.Select(package => package.Dependency.Scope));
        Assert.All(packages, package => Assert.Equal(DependencyRelation.Direct, package.Dependency.Relation));
    }

    [Fact]
    public void Files_of_repositories_and_archives_are_no_projects_of_their_own()
    {
        var project = Project("<groupId>g</groupId><artifactId>p</artifactId><version>1</version>", Dependency("g", "a", "1"));

        Assert.Empty(Completed.Packages("m2/g/p/1/p-1.pom", [(Pom, "m2/g/p/1/p-1.pom", project)]));
        Assert.Empty(Completed.Packages("x/META-INF/maven/g/p/pom.xml", [(Pom, "x/META-INF/maven/g/p/pom.xml", project)]));
    }

    [Theory]
    [InlineData("<project><dependencies>")]
    [InlineData("<other/>")]
    [InlineData("<?xml version='1.0' encoding='no-such'?><project/>")]
    [InlineData("")]
    public void Broken_file_is_an_error(string text) => Assert.Throws<InvalidDataException>(() => Pom.Extract("pom.xml", new MemoryFile(System.Text.Encoding.UTF8.GetBytes(text)), new FactSink()));

    private static IEnumerable<string> Read(string head, string dependencies) =>
        Completed.Packages("pom.xml", [(Pom, "pom.xml", Project(head, dependencies))]).Select(Completed.Describe);

    private static string Project(string head, string dependencies) => $"<project xmlns=\"http://maven.apache.org/POM/4.0.0\">{head}<dependencies>{dependencies}</dependencies></project>";

    private static string Dependency(string group, string artifact, string version) =>
        $"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>{(version.Length > 0 ? $"<version>{version}</version>" : "")}</dependency>";
}
