using System.CommandLine;
using Vigil.Cli.Output;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil sbom host|dir|image …</c>: the packages of an artifact as a bill of materials.</summary>
internal static class SbomCommand
{
    public static Command Create()
    {
        var format = Report<Inventory>.Option(InventoryReports.Sboms, "--format", "-f");
        var output = new Option<string?>("--output", "-o") { Description = "Write to this file instead of standard output", HelpName = "FILE" };
        var partialOk = Gate.PartialOkOption();
        var command = new Command("sbom", "Write the bill of materials of a host, a directory, an image or a function");
        new ArtifactCommands((parsed, inventory, _) =>
        {
            var report = Report<Inventory>.Find(InventoryReports.Sboms, parsed.GetRequiredValue(format));
            if (parsed.GetValue(output) is { } file)
            {
                report.WriteFile(inventory, file);
            }
            else
            {
                report.WriteOut(inventory);
            }

            return Task.FromResult(!inventory.IsPartial || parsed.GetValue(partialOk) ? ExitCode.Success : ExitCode.Partial);
        }).AddTo(command, format, output, partialOk);
        return command;
    }
}
