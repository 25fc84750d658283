using System.CommandLine;
using Vigil.Reachability;

namespace Vigil.Cli.Commands.Reach;

/// <summary><c>--from</c>, <c>--to</c>, <c>--port</c>: the part of an answer that is asked for.</summary>
internal sealed class ExposureFilter
{
    private readonly Option<string?> _from = new("--from") { Description = "Only what enters here: internet, peering, vpn, transit, or the id of a gateway or connection", HelpName = "ENTRY" };
    private readonly Option<string?> _to = new("--to") { Description = "Only this instance", HelpName = "i-…" };
    private readonly Option<int?> _port = new("--port") { Description = "Only ranges with this port of the instance", HelpName = "N" };

    public void AddTo(Command command)
    {
        command.Options.Add(_from);
        command.Options.Add(_to);
        command.Options.Add(_port);
    }

    public string? From(ParseResult parsed) => parsed.GetValue(_from);

    /// <summary>Asked when nothing is left: refuses what is in none of the snapshots, which would look like an answer.</summary>
    /// <exception cref="FormatException">No snapshot has the instance or the entry, or there is no such port.</exception>
    public void Check(ParseResult parsed, params ReadOnlySpan<ReachabilityAnalysis> analyses)
    {
        if (parsed.GetValue(_port) is < 0 or > ushort.MaxValue)
        {
            throw new FormatException($"--port is a number up to 65535, not {parsed.GetValue(_port)}");
        }

        foreach (var id in new[] { parsed.GetValue(_from), parsed.GetValue(_to) })
        {
            if (id is not (null or "internet" or "peering" or "vpn" or "transit") && !IsKnown(id, analyses))
            {
                throw new FormatException($"{id} is not in the snapshot");
            }
        }
    }

    public IEnumerable<Exposure> Apply(ParseResult parsed, IEnumerable<Exposure> exposures)
    {
        var (from, to, port) = (parsed.GetValue(_from), parsed.GetValue(_to), parsed.GetValue(_port));
        return exposures.Where(exposure =>
            (from is null || IsFrom(exposure.Entry, from))
            && (to is null || exposure.InstanceId == to)
            && (port is null || (exposure.PortFrom <= port && port <= exposure.PortTo)));
    }

    private static bool IsKnown(string id, ReadOnlySpan<ReachabilityAnalysis> analyses)
    {
        foreach (var analysis in analyses)
        {
            if (analysis.Knows(id))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an entry is the one that is meant, or of that kind.</summary>
    public static bool IsFrom(Component entry, string from) => from switch
    {
        "internet" => entry.Type == "AWS::EC2::InternetGateway",
        "peering" => entry.Type == "AWS::EC2::VPCPeeringConnection",
        "vpn" => entry.Type == "AWS::EC2::VPNGateway",
        "transit" => entry.Type == "AWS::EC2::TransitGateway",
        _ => entry.Id == from,
    };
}
