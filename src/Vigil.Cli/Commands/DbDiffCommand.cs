using System.CommandLine;
using Vigil.Advisories.Store;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db diff A B</c>: what differs between two generations.</summary>
internal static class DbDiffCommand
{
    private const int DefaultLimit = 20;

    public static Command Create()
    {
        var before = new Argument<string>("A") { Description = "The older generation: its id or the beginning of it, 'current', or a file" };
        var after = new Argument<string>("B") { Description = "The newer one", DefaultValueFactory = _ => NamedGeneration.Current };
        var limit = new Option<int>("--limit") { Description = "Lines of each part in the table; JSON has all of them", DefaultValueFactory = _ => DefaultLimit, HelpName = "N" };
        var location = DatabaseLocation.Option();
        var format = OutputFormat.Option();
        var command = new Command("diff", "Tell which advisories differ between two generations, and about which packages they say something else")
        {
            before, after, limit, location, format,
        };
        command.SetAction(parsed =>
        {
            var path = DatabaseLocation.Of(parsed.GetValue(location));
            using var older = NamedGeneration.Open(parsed.GetRequiredValue(before), path);
            using var newer = NamedGeneration.Open(parsed.GetRequiredValue(after), path);
            var delta = GenerationDiff.Compute(older, newer);
            if (parsed.GetValue(format) == Format.Json)
            {
                JsonOutput.Write(json => DeltaJson.Write(json, delta));
            }
            else
            {
                new DeltaTable(Terminal.Out, Math.Max(0, parsed.GetValue(limit))).Write(delta);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
