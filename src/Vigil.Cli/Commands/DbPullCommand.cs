using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Distribution;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db pull oci://…</c>: takes the generation that lies in a registry.</summary>
internal static class DbPullCommand
{
    public static Command Create()
    {
        var registry = new GenerationRegistry();
        var keys = PinnedKeys.Option();
        var older = new Option<bool>("--older") { Description = "Take it also when it is older than the one in use" };
        var location = DatabaseLocation.Option();
        var command = new Command("pull", "Use the generation of a registry: only what is not here is fetched") { keys, older, location };
        registry.AddTo(command);
        command.SetAction((parsed, cancellation) => registry.UseAsync(
            parsed,
            mayWrite: false,
            async repository =>
            {
                var path = DatabaseLocation.Of(parsed.GetValue(location));
                var pull = new GenerationPull(repository, new Generations(path), PinnedKeys.Of(parsed.GetValue(keys), path), TimeProvider.System);
                Tell(await pull.RunAsync(parsed.GetValue(older), cancellation));
                return ExitCode.Success;
            },
            cancellation));
        return command;
    }

    private static void Tell(PullReport report)
    {
        Terminal.Out.WriteLine(report.IsNew
            ? $"Generation {report.Generation} is in use{(report.Before.Length > 0 ? $", made of {report.Before[..12]}" : "")}."
            : $"Generation {report.Generation} is in use already.");
        if (report.HasNewExploits)
        {
            Terminal.Out.WriteLine("The exploit table is new.");
        }

        var found = report.Found > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {report.Found} were here from the pull before") : "";
        Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Fetched {report.Blobs} blobs, {report.Bytes:N0} bytes{found}."));
    }
}
