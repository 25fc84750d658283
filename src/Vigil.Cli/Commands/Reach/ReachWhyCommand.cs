using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Output;
using Vigil.Reachability;
using Vigil.Reachability.Packets;

namespace Vigil.Cli.Commands.Reach;

/// <summary><c>vigil reach why</c>: the path to an open port, or what is in the way to a closed one.</summary>
internal static class ReachWhyCommand
{
    private const string UsualSnapshot = "snapshot.json";

    public static Command Create()
    {
        var words = new Argument<string[]>("[SNAPSHOT] INSTANCE PORT") { Description = "As in: network.json i-0abc 22, or i-0abc 53/udp", Arity = new(2, 3) };
        var snapshot = new Option<string>("--snapshot") { Description = SnapshotFile.Description, DefaultValueFactory = _ => UsualSnapshot, HelpName = "SNAPSHOT" };
        var from = new Option<string?>("--from") { Description = "Only this entry: internet, peering, vpn, transit, or an id", HelpName = "ENTRY" };
        var json = new Option<bool>("--json") { Description = "For programs, described in docs/formats/reach-json.md" };
        var diagram = ReachCommand.DiagramOption();
        var options = new AnalysisOptions();
        var command = new Command("why", "Tell the path to an open port, or what blocks a closed one and the smallest change that would open it")
        {
            words, snapshot, from, json, diagram,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var given = parsed.GetRequiredValue(words);
            var (instance, (port, transport)) = (given[^2], PortOf(given[^1]));
            var analysis = new ReachabilityAnalysis(SnapshotFile.Read(given.Length == 3 ? given[0] : parsed.GetRequiredValue(snapshot)), options.Of(parsed));
            var explanation = Only(analysis.Explain(instance, transport, port), parsed.GetValue(from));
            if (!explanation.IsKnown)
            {
                return Terminal.Fail(ExitCode.Usage, $"{instance} is not in the snapshot");
            }

            if (parsed.GetValue(diagram))
            {
                Terminal.Out.Profile.Out.Writer.Write(PathDiagram.Mermaid(explanation.Open));
            }
            else if (parsed.GetValue(json))
            {
                JsonOutput.Write(writer => ReachWhyJson.Write(writer, explanation, analysis.Diagnostics));
            }
            else
            {
                new ReachWhyPage(Terminal.Out.Profile.Out.Writer).Write(explanation, instance, given[^1]);
            }

            return SnapshotFile.ExitCodeOf(analysis.Diagnostics);
        });
        return command;
    }

    private static PortExplanation Only(PortExplanation explanation, string? from) => from is null ? explanation : explanation with
    {
        Open = [.. explanation.Open.Where(one => ExposureFilter.IsFrom(one.Entry, from))],
        Blocked = [.. explanation.Blocked.Where(way => ExposureFilter.IsFrom(way.Entry, from))],
    };

    private static (ushort Port, Transport Transport) PortOf(string text)
    {
        var parts = text.Split('/');
        if (parts is [_] or [_, "tcp" or "udp"] && ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return (port, parts is [_, "udp"] ? Transport.Udp : Transport.Tcp);
        }

        throw new FormatException($"a port is a number up to 65535, and 53/udp for UDP, not '{text}'");
    }
}
