using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Java;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Java;

public sealed class BuildLockTests
{
    [Theory]
    [InlineData("gradle.lockfile", DependencyScope.Runtime)]
    [InlineData("buildscript-gradle.lockfile", DependencyScope.Development)]
    [InlineData("gradle/dependency-locks/compile.lockfile", DependencyScope.Runtime)]
    public void Gradle_names_a_dependency_a_line(string path, DependencyScope scope)
    {
        Assert.True(Extracted.Wants(new GradleLockExtractor(), path));
        var found = Extracted.From(new GradleLockExtractor(), path, "# comment\ng:a:1.0=compileClasspath,testCompileClasspath\nempty=x\n");

        var package = Assert.Single(found.Packages);
        Assert.Equal(("g:a", "1.0", scope), (package.Name, package.Version, package.Dependency.Scope));
    }

    [Fact]
    public void What_Gradle_needs_for_tests_only_is_for_development() => Assert.Equal(
        DependencyScope.Development, Assert.Single(Extracted.From(new GradleLockExtractor(), "gradle.lockfile", "g:a:1=testCompileClasspath\n").Packages).Dependency.Scope);

    [Fact]
    public void Line_of_Gradle_that_is_no_dependency_is_reported() =>
        Assert.Equal(EcosystemCodes.DamagedFile, Assert.Single(Extracted.From(new GradleLockExtractor(), "gradle.lockfile", "g:a\n").Diagnostics).Code);

    [Fact]
    public void Sbt_names_dependencies_with_their_configurations()
    {
        var found = Extracted.From(
            new SbtLockExtractor(), "build.sbt.lock",
            """{"dependencies":[{"org":"g","name":"a","version":"1","configurations":["compile","test"]},{"org":"g","name":"b","version":"2","configurations":["test"]}]}""");

        Assert.Equal(
            [("g:a", DependencyScope.Runtime), ("g:b", DependencyScope.Development)],
            found.Packages.Select(package => (package.Name, package.Dependency.Scope)));
    }
}
