using System.CommandLine;
using Vigil.Cli.Batch;
using Vigil.Cli.Output;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil inventory</c>: the packages of an artifact or of one file, without judging them.</summary>
internal static class InventoryCommand
{
    public static Command Create()
    {
        var batch = new Option<bool>("--batch") { Description = "Answer {\"type\",\"path\",\"file\"} a line from standard input with {\"packages\"}" };
        var type = new Option<string>("--type") { Description = "Read one file of this type: apk, dpkg, rpmdb, package-lock.json, Cargo.lock … (docs/ecosystems.md)", HelpName = "TYPE" };
        var file = new Argument<string?>("FILE") { Description = "The file for --type", Arity = ArgumentArity.ZeroOrOne };
        var format = Report<Inventory>.Option(InventoryReports.All, "--format", "-f");
        var partialOk = Gate.PartialOkOption();
        var command = new Command("inventory", "List the packages of a host, a directory, an image, a function or one package database") { batch, type, file };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(batch)
            ? BatchCommand.RunAsync(InventoryAnswers.Answer, cancellationToken)
            : Task.FromResult(ReadFile(parsed.GetValue(type), parsed.GetValue(file))));
        ArtifactCommands? artifacts = null;
        artifacts = new ArtifactCommands((parsed, inventory, _) =>
        {
            if (!artifacts!.IsQuiet(parsed))
            {
                Report<Inventory>.Find(InventoryReports.All, parsed.GetRequiredValue(format)).WriteOut(inventory);
            }

            return Task.FromResult(!inventory.IsPartial || parsed.GetValue(partialOk) ? ExitCode.Success : ExitCode.Partial);
        });
        artifacts.AddTo(command, format, partialOk);
        return command;
    }

    private static int ReadFile(string? type, string? file)
    {
        if (type is null || file is null)
        {
            return Terminal.Fail(ExitCode.Usage, "say what to list: \"vigil inventory host\", \"dir DIR\", \"image REF\", or --type TYPE FILE");
        }

        try
        {
            var result = InventoryAnswers.Read(type, file, file, osRelease: "");
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                InventoryAnswers.Write(json, result);
                json.WriteEndObject();
            });
            return result.IsDamaged ? ExitCode.Partial : ExitCode.Success;
        }
        catch (FormatException ex)
        {
            return Terminal.Fail(ExitCode.ArtifactUnreadable, ex.Message);
        }
    }
}
