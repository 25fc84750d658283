using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;

namespace Vigil.Tests.Architecture;

/// <summary>Holds the arrows between projects: Domain &lt;- Advisories &lt;- Scanning &lt;- Cli.</summary>
public sealed class LayeringTests
{
    private static readonly ArchUnitNET.Domain.Architecture Vigil = new ArchLoader()
        .LoadAssemblies(
            typeof(Domain.Packages.Coordinate).Assembly,
            System.Reflection.Assembly.Load("Vigil.Advisories"),
            System.Reflection.Assembly.Load("Vigil.Scanning"))
        .Build();

    [Theory]
    [InlineData("Vigil.Domain", "Vigil.Advisories")]
    [InlineData("Vigil.Domain", "Vigil.Scanning")]
    [InlineData("Vigil.Advisories", "Vigil.Scanning")]
    public void Lower_layer_does_not_know_the_upper(string lower, string upper)
    {
        var rule = ArchRuleDefinition.Types().That().ResideInNamespaceMatching($"^{lower}(\\..*)?$")
            .Should().NotDependOnAny(ArchRuleDefinition.Types().That().ResideInNamespaceMatching($"^{upper}(\\..*)?$"))
            .WithoutRequiringPositiveResults();

        rule.Check(Vigil);
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
