using System.CommandLine;
using Spectre.Console;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Signing;
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
        var keys = PinnedKeys.Option();
        var command = new Command("import", "Use the advisories of a file: for a site without a network") { file, keys, location };
        command.SetAction((parsed, cancellation) =>
        {
            var path = DatabaseLocation.Of(parsed.GetValue(location));
            return Task.FromResult(Import(parsed.GetRequiredValue(file), path, PinnedKeys.Of(parsed.GetValue(keys), path), cancellation));
        });
        return command;
    }

    private static int Import(string file, string path, TrustedKeys? keys, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            return Terminal.Fail(ExitCode.Usage, $"{file} is not there");
        }

        using var writer = new Generations(path).BeginWriting();
        if (AdvisoryStore.IsStore(file))
        {
            Terminal.Out.WriteLine($"Generation {writer.PublishCopy(file, keys)} is in use.");
            return ExitCode.Success;
        }

        if (keys is not null)
        {
            throw new SignatureException($"{file} holds records and no generation, and only signed generations are taken here. Nothing was replaced.");
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
