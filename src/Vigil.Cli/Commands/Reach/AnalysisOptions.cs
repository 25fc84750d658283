using System.CommandLine;
using System.Text.Json;
using Vigil.Reachability;

namespace Vigil.Cli.Commands.Reach;

/// <summary><c>--option name=json</c>: choices of the analysis.</summary>
internal sealed class AnalysisOptions
{
    private readonly Option<string[]> _option = new("--option")
    {
        Description = "A choice where the rules leave one: sourcePorts=[0,65535], traverseMiddleboxes, healthyTargetsOnly, requirePeerRoute, firewallEndpointsPass, transitGateways (=true or =false)",
        HelpName = "NAME=JSON",
    };

    public void AddTo(Command command) => command.Options.Add(_option);

    /// <summary>The choices.</summary>
    /// <exception cref="FormatException">A name is not known, or its value is not one of its values.</exception>
    public ReachabilityOptions Of(ParseResult parsed, string? from = null) =>
        (parsed.GetValue(_option) ?? []).Aggregate(new ReachabilityOptions { Entries = KindsOf(from) }, With);

    // what nobody asks for need not be computed
    private static EntryKinds KindsOf(string? from) => from switch
    {
        "internet" => EntryKinds.Internet,
        "peering" => EntryKinds.Peering,
        "vpn" => EntryKinds.Vpn,
        "transit" => EntryKinds.Transit,
        _ => EntryKinds.All,
    };

    private static ReachabilityOptions With(ReachabilityOptions options, string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        var (name, text) = equals < 0 ? (assignment, "true") : (assignment[..equals], assignment[(equals + 1)..]);
        return name switch
        {
            "sourcePorts" => options with { SourcePorts = PortsOf(text) },
            "traverseMiddleboxes" => options with { TraverseMiddleboxes = TruthOf(name, text) },
            "healthyTargetsOnly" => options with { HealthyTargetsOnly = TruthOf(name, text) },
            "requirePeerRoute" => options with { RequirePeerRoute = TruthOf(name, text) },
            "firewallEndpointsPass" => options with { FirewallEndpointsPass = TruthOf(name, text) },
            "transitGateways" => options with { Entries = TruthOf(name, text) ? options.Entries | EntryKinds.Transit : options.Entries & ~EntryKinds.Transit },
            _ => throw new FormatException($"'{name}' is no option of the analysis"),
        };
    }

    private static bool TruthOf(string name, string text) => text.Trim() switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException($"{name} is true or false, not '{text}'"),
    };

    private static (ushort First, ushort Last) PortsOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2
                && pair[0].TryGetUInt16(out var first) && pair[1].TryGetUInt16(out var last) && first <= last)
            {
                return (first, last);
            }
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException)
        {
            // said below
        }

        throw new FormatException($"sourcePorts is a pair of ports as in [1024,65535], not '{text}'");
    }
}
