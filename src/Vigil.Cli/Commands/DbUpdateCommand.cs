using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Feeds;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db update</c>: download what changed, compile, publish.</summary>
internal static class DbUpdateCommand
{
    public static Command Create()
    {
        var location = DatabaseLocation.Option();
        var mirror = new Option<string?>("--mirror") { Description = "Directory or URL with the publishers' layout, instead of the publishers", HelpName = "PATH|URL" };
        var feeds = new Option<string[]>("--feed") { Description = "Only this source (osv, osv/Debian, alas/2); may be repeated", HelpName = "SOURCE" };
        var command = new Command("update", "Download and compile advisories") { location, mirror, feeds };
        command.SetAction((parsed, cancellation) => UpdateAsync(
            DatabaseLocation.Of(parsed.GetValue(location)), parsed.GetValue(mirror), FeedSelection.Of(parsed.GetValue(feeds) ?? []), cancellation));
        return command;
    }

    private static async Task<int> UpdateAsync(string path, string? mirror, FeedSelection selection, CancellationToken cancellation)
    {
        var (root, isComplete) = await FeedDownload.RunAsync(mirror, path, selection, cancellation);
        var exitCode = Compile(path, root, selection, cancellation);
        return exitCode != ExitCode.Success || isComplete
            ? exitCode
            : Terminal.Fail(ExitCode.Download, "some documents could not be had; those of the last time were used in their place");
    }

    private static int Compile(string path, string root, FeedSelection selection, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var outcome = DatabaseUpdate.Run(path, root, selection, Report, cancellation);
        FeedMessages.Write([.. outcome.Reports.SelectMany(report => report.Diagnostics.Items)]);
        if (outcome.Refusal.Length > 0)
        {
            return Terminal.Fail(ExitCode.Download, outcome.Refusal);
        }

        if (outcome.LostExploits.Length > 0)
        {
            Console.Error.WriteLine($"vigil: {outcome.LostExploits}");
        }

        using var table = ExploitTable.OpenIn(path);
        if (outcome.Generation is not { } id)
        {
            DbStatusCommand.WriteSources(Terminal.Out, [], table);
            Terminal.Out.WriteLine($"Exploit table {table.ContentId}; the advisories stand as they were");
            return ExitCode.Success;
        }

        using var store = new Generations(path).Open(id);
        var size = new FileInfo(Path.Combine(path, id + ".vgl")).Length;
        DbStatusCommand.WriteSources(Terminal.Out, store.Sources, table);
        Terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Generation {id}: {store.VulnerabilityCount:N0} vulnerabilities, {store.RowCount:N0} rows, {size / 1048576.0:N1} MiB, compiled in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:N1} s, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0} MiB"));
        return ExitCode.Success;
    }

    private static void Report(SourceReport report)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{report.Source}: {report.Accepted} read".PadRight(60));
        }
    }
}
