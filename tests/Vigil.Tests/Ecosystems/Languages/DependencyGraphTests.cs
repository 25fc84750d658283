using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Languages;

public sealed class DependencyGraphTests
{
    [Fact]
    public void Of_two_ways_the_shorter_is_told()
    {
        var graph = new DependencyGraph("npm");
        int[] numbers = [.. ((string[])["a", "b", "c", "d"]).Select(name => graph.Add(new LockedPackage(name, "1")))];
        graph.AddDirect(numbers[0], DependencyScope.Development);
        graph.AddDirect(numbers[2], DependencyScope.Runtime);
        graph.AddNeed(numbers[0], numbers[1]);
        graph.AddNeed(numbers[1], numbers[3]);
        graph.AddNeed(numbers[2], numbers[3]);

        var told = Report(graph).ToDictionary(package => package.Name, package => package.Dependency);

        Assert.Equal(["c@1"], told["d"].Path);
        Assert.Equal(DependencyScope.Runtime, told["d"].Scope);
        Assert.Equal((DependencyScope.Development, DependencyRelation.Transitive), (told["b"].Scope, told["b"].Relation));
    }

    [Fact]
    public void Circle_of_needs_comes_to_an_end()
    {
        var graph = new DependencyGraph("npm");
        var (a, b) = (graph.Add(new LockedPackage("a", "1")), graph.Add(new LockedPackage("b", "1")));
        graph.AddDirect(a, DependencyScope.Runtime);
        graph.AddNeed(a, b);
        graph.AddNeed(b, a);

        Assert.Equal([DependencyRelation.Direct, DependencyRelation.Transitive], Report(graph).Select(package => package.Dependency.Relation));
    }

    [Fact]
    public void Way_that_nobody_would_read_is_left_out()
    {
        var graph = new DependencyGraph("npm");
        int[] chain = [.. Enumerable.Range(0, 40).Select(at => graph.Add(new LockedPackage($"p{at}", "1")))];
        graph.AddDirect(chain[0]);
        foreach (var at in chain.Skip(1))
        {
            graph.AddNeed(at - 1, at);
        }

        var paths = Report(graph).Select(package => package.Dependency.Path.Count).ToList();

        Assert.Equal([Dependency.MaxPathLength, 0], paths[24..26]);
    }

    [Fact]
    public void Without_a_project_nothing_is_told_of_the_relation()
    {
        var graph = new DependencyGraph("npm");
        graph.AddNeed(graph.Add(new LockedPackage("a", "1")), graph.Add(new LockedPackage("b", "1")));

        Assert.All(Report(graph), package => Assert.Equal(Dependency.Unknown, package.Dependency));
    }

    private static List<PackageFact> Report(DependencyGraph graph)
    {
        var sink = new FactSink();
        graph.Report(sink);
        return [.. sink.Facts.OfType<PackageFact>()];
    }
}
