using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Distribution;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db push oci://…</c>: brings a generation into a registry.</summary>
internal static class DbPushCommand
{
    public static Command Create()
    {
        var registry = new GenerationRegistry();
        var name = new Option<string>("--generation")
        {
            Description = "Another than the current one: its id or the beginning of it, or a file",
            DefaultValueFactory = _ => NamedGeneration.Current,
            HelpName = "GENERATION",
        };
        var location = DatabaseLocation.Option();
        var command = new Command("push", "Bring a generation, with its signature and the delta to it, into a registry") { name, location };
        registry.AddTo(command);
        command.SetAction((parsed, cancellation) => registry.UseAsync(
            parsed,
            mayWrite: true,
            async repository =>
            {
                var path = DatabaseLocation.Of(parsed.GetValue(location));
                var push = new GenerationPush(repository, new Generations(path));
                Tell(await push.RunAsync(NamedGeneration.PathOf(parsed.GetRequiredValue(name), path), cancellation));
                return ExitCode.Success;
            },
            cancellation));
        return command;
    }

    private static void Tell(PushReport report)
    {
        var pushed = report.Manifest;
        var whole = pushed.Pieces.Sum(piece => piece.Size);
        Terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Generation {pushed.Generation} is in the registry: {pushed.Pieces.Length} pieces of {whole / 1048576.0:N1} MiB, {pushed.Deltas.Length} deltas, {(pushed.Signature is null ? "not signed" : "signed")}; sent {report.Blobs} blobs, {report.Bytes:N0} bytes"));
        if (report.Delta is { } delta)
        {
            Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A site that has {delta.Before} needs {delta.Blob.Size:N0} bytes"));
        }
        else if (report.Before is { } before && before != pushed.Generation)
        {
            Terminal.Out.WriteLine($"There is no delta from {before}, which lay there: it is not kept here, or differs too much. Sites pull all pieces");
        }
    }
}
