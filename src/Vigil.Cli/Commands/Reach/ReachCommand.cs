using System.CommandLine;
using Vigil.Cli.Output;
using Vigil.Reachability;

namespace Vigil.Cli.Commands.Reach;

/// <summary><c>vigil reach</c>: what clients outside the networks of a snapshot can reach.</summary>
internal static class ReachCommand
{
    public static Command Create()
    {
        var snapshot = new Argument<string?>("SNAPSHOT") { Description = SnapshotFile.Description, Arity = ArgumentArity.ZeroOrOne };
        var filter = new ExposureFilter();
        var options = new AnalysisOptions();
        var json = new Option<bool>("--json") { Description = "All of it for programs, described in docs/formats/reach-json.md" };
        var findings = new Option<bool>("--findings") { Description = "As findings of the Inspector API, in JSON" };
        var diagram = DiagramOption();
        var command = new Command("reach", "Tell which ports of which instances the outside reaches, from the configuration of the network alone")
        {
            snapshot, json, findings, diagram, ReachDiffCommand.CreateDiff(), ReachDiffCommand.CreateWhatIf(), ReachWhyCommand.Create(),
        };
        filter.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(snapshot) is not { } path)
            {
                return Terminal.Fail(ExitCode.Usage, "say which snapshot: a file with the lists of the Describe* responses, or a directory of such files");
            }

            var read = SnapshotFile.Read(path);
            var analysis = new ReachabilityAnalysis(read, options.Of(parsed, filter.From(parsed)));
            var exposures = ExposureOrder.Sorted(filter.Apply(parsed, analysis.Exposures));
            if (exposures.Count == 0)
            {
                filter.Check(parsed, analysis);
            }

            if (parsed.GetValue(diagram))
            {
                Terminal.Out.Profile.Out.Writer.Write(PathDiagram.Mermaid(exposures));
            }
            else if (parsed.GetValue(findings))
            {
                JsonOutput.Write(writer => ReachFindingJson.Write(writer, exposures));
            }
            else if (parsed.GetValue(json))
            {
                JsonOutput.Write(writer => ReachJson.Write(writer, exposures, analysis.Diagnostics));
            }
            else
            {
                new ReachTable(Terminal.Out).Write(exposures, analysis.Diagnostics);
            }

            return SnapshotFile.ExitCodeOf(analysis.Diagnostics);
        });
        return command;
    }

    /// <summary>Makes <c>--diagram</c>.</summary>
    public static Option<bool> DiagramOption() => new("--diagram") { Description = "The paths as a Mermaid flowchart" };
}
