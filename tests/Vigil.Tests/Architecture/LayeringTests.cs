using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;

namespace Vigil.Tests.Architecture;

/// <summary>Holds the arrows between projects: Domain &lt;- Advisories &lt;- Scanning &lt;- Cli, and Scanning &lt;- Storage &lt;- Server, which the command line never reaches.</summary>
public sealed class LayeringTests
{
    private static readonly ArchUnitNET.Domain.Architecture Vigil = new ArchLoader()
        .LoadAssemblies(
            typeof(Domain.Packages.Coordinate).Assembly,
            System.Reflection.Assembly.Load("Vigil.Advisories"),
            System.Reflection.Assembly.Load("Vigil.Scanning"),
            System.Reflection.Assembly.Load("Vigil.Reachability"),
            System.Reflection.Assembly.Load("Vigil.Storage"),
            System.Reflection.Assembly.Load("vigil-server"),
            System.Reflection.Assembly.Load("vigil"))
        .Build();

    [Theory]
    [InlineData("Vigil.Domain", "Vigil.Advisories")]
    [InlineData("Vigil.Domain", "Vigil.Scanning")]
    [InlineData("Vigil.Advisories", "Vigil.Scanning")]
    [InlineData("Vigil.Domain", "Vigil.Reachability")]
    [InlineData("Vigil.Scanning", "Vigil.Reachability")]
    [InlineData("Vigil.Reachability", "Vigil.Advisories")]
    [InlineData("Vigil.Reachability", "Vigil.Scanning")]
    [InlineData("Vigil.Reachability", "Vigil.Cli")]
    [InlineData("Vigil.Scanning", "Vigil.Storage")]
    [InlineData("Vigil.Scanning", "Vigil.Cli")]
    [InlineData("Vigil.Storage", "Vigil.Cli")]
    [InlineData("Vigil.Cli", "Vigil.Storage")]
    [InlineData("Vigil.Storage", "Vigil.Server")]
    [InlineData("Vigil.Cli", "Vigil.Server")]
    [InlineData("Vigil.Server", "Vigil.Cli")]
    public void Lower_layer_does_not_know_the_upper(string lower, string upper)
    {
        var rule = ArchRuleDefinition.Types().That().ResideInNamespaceMatching($"^{lower}(\\..*)?$")
            .Should().NotDependOnAny(ArchRuleDefinition.Types().That().ResideInNamespaceMatching($"^{upper}(\\..*)?$"))
            .WithoutRequiringPositiveResults();

        rule.Check(Vigil);
    }

    [Theory]
    [InlineData("Vigil.Domain")]
    [InlineData("Vigil.Advisories")]
    [InlineData("Vigil.Scanning")]
    [InlineData("vigil")]
    public void Sqlite_reaches_nothing_that_the_command_line_is_made_of(string assembly)
    {
        Assert.DoesNotContain(
            System.Reflection.Assembly.Load(assembly).GetReferencedAssemblies(),
            reference => reference.Name is "Microsoft.Data.Sqlite" or "Vigil.Storage");
    }

    [Theory]
    [InlineData("System.IO.File")]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("System.Console")]
    [InlineData("System.Environment")]
    public void Domain_touches_no_edge_of_the_world(string type)
    {
        var rule = ArchRuleDefinition.Types().That().ResideInNamespaceMatching("^Vigil\\.Domain(\\..*)?$")
            .Should().NotDependOnAnyTypesThat().HaveFullName(type)
            .WithoutRequiringPositiveResults();

        rule.Check(Vigil);
    }
}
