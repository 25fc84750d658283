using System.CommandLine;
using Spectre.Console;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db import FILE</c>: takes a generation from elsewhere, or makes one of a file of OSV records.</summary>
internal static class DbImportCommand
{
    public static Command Create()
    {
        var location = DatabaseLocation.Option();
        var file = new Argument<string>("FILE") { Description = "A generation (.vgl) of another machine, or OSV records: all.zip, JSON, JSON Lines" };
        var command = new Command("import", "Use the advisories of a file: for a site without a network") { file, location };
        command.SetAction((parsed, cancellation) => Task.FromResult(
            Import(parsed.GetRequiredValue(file), DatabaseLocation.Of(parsed.GetValue(location)), cancellation)));
        return command;
    }

    private static int Import(string file, string path, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            return Terminal.Fail(ExitCode.Usage, $"{file} is not there");
        }

        using var writer = new Generations(path).BeginWriting();
        if (AdvisoryStore.IsStore(file))
        {
            Terminal.Out.WriteLine($"Generation {writer.PublishCopy(file)} is in use.");
            return ExitCode.Success;
        }

        var report = FeedReader.ReadFile(file, writer.Compiler, FeedLimits.Default, cancellation);
        FeedMessages.Write([.. report.Diagnostics]);
        if (report.IsBroken || report.Accepted == 0)
        {
            return Terminal.Fail(ExitCode.Database, $"{file} is neither a generation nor a file of OSV records, so nothing was replaced");
        }

        writer.Compiler.AddSource(report);
        Terminal.Out.WriteLine($"Generation {writer.Publish()} is in use: {report.Accepted} records of {Path.GetFileName(file)} and nothing else.");
        return ExitCode.Success;
    }
}
