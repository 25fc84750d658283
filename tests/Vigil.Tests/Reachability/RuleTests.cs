using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Vigil.Reachability;
using Vigil.Reachability.Snapshots;
using Vigil.Tests.Support;

namespace Vigil.Tests.Reachability;

/// <summary>
/// The rules of the specification one by one, each with its near miss: a network of <c>Data</c>, changes to it, and what is then open. A change is
/// <c>path=json</c>; <c>+</c> appends to a list, a leading <c>-</c> removes, <c>option:</c> sets an option.
/// </summary>
public sealed class RuleTests
{
    public static TheoryData<string, string, string, string, string> Rules
    {
        get
        {
            var rows = new TheoryData<string, string, string, string, string>();
            foreach (var cells in File.ReadLines(DataPath("rules.tsv")).Skip(1).Select(line => line.Split('\t')))
            {
                rows.Add(cells[0], cells[4], cells[1], cells[2], cells[3]);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_holds(string rule, string phrase, string network, string changes, string open)
    {
        var (snapshot, options) = Changed(network, changes);

        var exposures = new ReachabilityAnalysis(Snapshot.Read((network, Encoding.UTF8.GetBytes(snapshot.ToJsonString()))), options).Exposures;

        IEnumerable<string> expected = open == "-" ? [] : open.Split(' ').Order(StringComparer.Ordinal);
        Assert.True(expected.SequenceEqual(CoarseExposure.Of(exposures).Select(Short).Order(StringComparer.Ordinal)), $"{rule} {phrase}: {string.Join(' ', CoarseExposure.Of(exposures).Select(Short))}");
    }

    internal static string DataPath(string file) => Path.Combine(Repository.Root, "tests", "Vigil.Tests", "Reachability", "Data", file);

    internal static (JsonNode Snapshot, ReachabilityOptions Options) Changed(string network, string changes)
    {
        var snapshot = JsonNode.Parse(File.ReadAllText(DataPath($"{network}.json")))!;
        var options = new ReachabilityOptions();
        foreach (var change in changes.Split(" ; ", StringSplitOptions.RemoveEmptyEntries))
        {
            if (change.StartsWith("option:", StringComparison.Ordinal))
            {
                options = With(options, change["option:".Length..]);
            }
            else
            {
                Apply(snapshot, change);
            }
        }

        return (snapshot, options);
    }

    private static void Apply(JsonNode at, string change)
    {
        var removes = change[0] == '-';
        var equals = change.IndexOf('=', StringComparison.Ordinal);
        var path = (removes ? change[1..] : change[..equals]).Split('/');
        foreach (var step in path[..^1])
        {
            at = at is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : at[step]!;
        }

        var value = removes ? null : JsonNode.Parse(change[(equals + 1)..]);
        switch (at, path[^1])
        {
            case (JsonArray list, "+"):
                list.Add(value);
                break;
            case (JsonArray list, var index) when removes:
                list.RemoveAt(int.Parse(index, CultureInfo.InvariantCulture));
                break;
            case (JsonArray list, var index):
                list[int.Parse(index, CultureInfo.InvariantCulture)] = value;
                break;
            case (JsonObject component, var name) when removes:
                Assert.True(component.Remove(name));
                break;
            default:
                at[path[^1]] = value;
                break;
        }
    }

    private static ReachabilityOptions With(ReachabilityOptions options, string option) => option switch
    {
        "transitGateways=false" => options with { Entries = EntryKinds.All & ~EntryKinds.Transit },
        "sourcePorts=[0,65535]" => options with { SourcePorts = (0, ushort.MaxValue) },
        "firewallEndpointsPass=false" => options with { FirewallEndpointsPass = false },
        "traverseMiddleboxes=true" => options with { TraverseMiddleboxes = true },
        "requirePeerRoute=true" => options with { RequirePeerRoute = true },
        "healthyTargetsOnly=true" => options with { HealthyTargetsOnly = true },
        _ => throw new InvalidOperationException(option),
    };

    private static string Short(CoarseExposure one)
    {
        var ports = one.PortFrom == one.PortTo ? $"{one.PortFrom}" : $"{one.PortFrom}-{one.PortTo}";
        var via = one.Via == Exposure.Direct ? "" : one.Via.Contains("/app/", StringComparison.Ordinal) ? ">alb" : one.Via.Contains("/net/", StringComparison.Ordinal) ? ">nlb" : $">{one.Via}";
        return $"{ports}/{(one.Protocol == "TCP" ? "tcp" : "udp")}@{one.EntryId}{via}";
    }
}
