using System.Text.Json;
using Vigil.Reachability;
using Vigil.Reachability.Snapshots;
using Vigil.Tests.Support;

namespace Vigil.Tests.Reachability;

/// <summary>The cases of <c>shared/conformance/reachability</c>, compared as its README says.</summary>
public sealed class ReachabilityConformanceTests
{
    public static TheoryData<string> Cases => Files("");

    public static TheoryData<string> Real => Files("real");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ports_and_paths_are_those_of_the_case(string file)
    {
        var bytes = File.ReadAllBytes(Conformance.PathOf(Path.Combine("reachability", file)));
        using var document = JsonDocument.Parse(bytes);
        var expected = document.RootElement.GetProperty("expected").EnumerateArray().ToList();
        var exposures = new ReachabilityAnalysis(Snapshot.Read((file, bytes)), OptionsOf(document.RootElement)).Exposures;

        Assert.Equal(
            expected.Select(row => new CoarseExposure(
                Text(row, "instanceId"), Text(row, "protocol"), row.GetProperty("portFrom").GetInt32(), row.GetProperty("portTo").GetInt32(),
                Text(row.GetProperty("entry"), "id"), Text(row, "via"))).Order(),
            CoarseExposure.Of(exposures));
        Assert.All(expected, row => Assert.Contains(exposures, exposure =>
            exposure.InstanceId == Text(row, "instanceId") && exposure.Via == Text(row, "via") && exposure.Entry.Id == Text(row.GetProperty("entry"), "id")
            && IsWithin(row.GetProperty("path"), exposure)));
    }

    [Theory]
    [MemberData(nameof(Real))]
    public void A_network_that_nobody_here_designed_is_read(string file)
    {
        var snapshot = Snapshot.Read((file, File.ReadAllBytes(Conformance.PathOf(Path.Combine("reachability", file)))));

        var analysis = new ReachabilityAnalysis(snapshot);

        Assert.Empty(snapshot.Diagnostics);
        Assert.All(analysis.Exposures, exposure => Assert.NotEmpty(exposure.Clients));
    }

    private static bool IsWithin(JsonElement path, Exposure exposure)
    {
        using var steps = ((IEnumerable<Component>)exposure.Path).GetEnumerator();
        return path.EnumerateArray().All(step =>
        {
            while (steps.MoveNext())
            {
                if (steps.Current == new Component(Text(step, "componentId"), Text(step, "componentType")))
                {
                    return true;
                }
            }

            return false;
        });
    }

    private static ReachabilityOptions OptionsOf(JsonElement test)
    {
        var options = new ReachabilityOptions();
        if (!test.TryGetProperty("options", out var given) || given.ValueKind != JsonValueKind.Object)
        {
            return options;
        }

        foreach (var option in given.EnumerateObject())
        {
            options = option.Name switch
            {
                "sourcePorts" => options with { SourcePorts = (option.Value[0].GetUInt16(), option.Value[1].GetUInt16()) },
                "traverseMiddleboxes" => options with { TraverseMiddleboxes = option.Value.GetBoolean() },
                "healthyTargetsOnly" => options with { HealthyTargetsOnly = option.Value.GetBoolean() },
                "requirePeerRoute" => options with { RequirePeerRoute = option.Value.GetBoolean() },
                "firewallEndpointsPass" => options with { FirewallEndpointsPass = option.Value.GetBoolean() },
                _ => throw new InvalidOperationException(option.Name),
            };
        }

        return options;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static TheoryData<string> Files(string folder)
    {
        var path = Repository.Shared is null ? "" : Path.Combine(Repository.Shared, "conformance", "reachability", folder);
        return Directory.Exists(path)
            ? [.. Directory.GetFiles(path, "*.json").Select(file => Path.Combine(folder, Path.GetFileName(file))).Order(StringComparer.Ordinal)]
            : [""];
    }
}
