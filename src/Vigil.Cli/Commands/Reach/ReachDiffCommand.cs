using System.CommandLine;
using Vigil.Cli.Output;
using Vigil.Reachability;

namespace Vigil.Cli.Commands.Reach;

/// <summary><c>vigil reach diff</c> and <c>vigil reach whatif</c>: how two answers differ.</summary>
internal static class ReachDiffCommand
{
    public static Command CreateDiff()
    {
        var old = new Argument<string>("OLD") { Description = SnapshotFile.Description };
        var later = new Argument<string>("NEW") { Description = "The later snapshot" };
        var (options, filter, json) = (new AnalysisOptions(), new ExposureFilter(), JsonOption());
        var command = new Command("diff", "Tell what one snapshot opens and closes against another") { old, later, json };
        filter.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var before = new ReachabilityAnalysis(SnapshotFile.Read(parsed.GetRequiredValue(old)), options.Of(parsed, filter.From(parsed)));
            var after = new ReachabilityAnalysis(SnapshotFile.Read(parsed.GetRequiredValue(later)), options.Of(parsed, filter.From(parsed)));
            return Write(parsed, filter, json, ExposureDelta.Between(before, after), after, before);
        });
        return command;
    }

    public static Command CreateWhatIf()
    {
        var snapshot = new Argument<string>("SNAPSHOT") { Description = SnapshotFile.Description };
        var change = new Option<string>("--change") { Description = "A snapshot of the components that change, whole; {\"Remove\":[id,…]} takes some away", Required = true, HelpName = "FILE" };
        var (options, filter, json) = (new AnalysisOptions(), new ExposureFilter(), JsonOption());
        var command = new Command("whatif", "Tell what a change would open and close, before it is made") { snapshot, change, json };
        filter.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var analysis = new ReachabilityAnalysis(SnapshotFile.Read(parsed.GetRequiredValue(snapshot)), options.Of(parsed, filter.From(parsed)));
            return Write(parsed, filter, json, analysis.Apply(SnapshotFile.Read(parsed.GetRequiredValue(change))), analysis);
        });
        return command;
    }

    private static Option<bool> JsonOption() => new("--json") { Description = "For programs, described in docs/formats/reach-json.md" };

    private static int Write(ParseResult parsed, ExposureFilter filter, Option<bool> json, ExposureDelta delta, ReachabilityAnalysis analysis, ReachabilityAnalysis? before = null)
    {
        var opened = ExposureOrder.Sorted(filter.Apply(parsed, delta.Opened));
        var closed = ExposureOrder.Sorted(filter.Apply(parsed, delta.Closed));
        var unconfirmed = ExposureOrder.Sorted(filter.Apply(parsed, delta.Unconfirmed));
        if (opened.Count + closed.Count + unconfirmed.Count == 0)
        {
            filter.Check(parsed, before ?? analysis, analysis);
        }

        if (parsed.GetValue(json))
        {
            JsonOutput.Write(writer =>
            {
                writer.WriteStartObject();
                ReachJson.WriteExposures(writer, "opened", opened);
                ReachJson.WriteExposures(writer, "closed", closed);
                ReachJson.WriteExposures(writer, "unconfirmed", unconfirmed);
                InventoryJson.WriteDiagnostics(writer, analysis.Diagnostics);
                writer.WriteEndObject();
            });
        }
        else
        {
            new ReachTable(Terminal.Out).WriteDelta(opened, closed, unconfirmed, analysis.Diagnostics);
        }

        return SnapshotFile.ExitCodeOf(analysis.Diagnostics);
    }
}
