using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vigil.Advisories.Compilation;
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
        command.SetAction((parsed, cancellation) => Task.FromResult(
            Update(DatabaseLocation.Of(parsed.GetValue(location)), parsed.GetValue(mirror) ?? "", parsed.GetValue(feeds) ?? [], cancellation)));
        return command;
    }

    private static int Update(string path, string mirror, string[] feeds, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var generations = new Generations(path);
        using var writer = generations.BeginWriting();
        var reports = FeedReader.ReadAll(mirror, FeedSelection.Of(feeds), new CompilingSink(writer.Compiler), FeedLimits.Default, Report, cancellation);
        Report(reports);
        if (reports.Any(report => report.IsBroken))
        {
            return Terminal.Fail(ExitCode.Download, "a source is broken as a whole, so nothing was replaced; leave it out by naming the others with --feed");
        }

        foreach (var report in reports)
        {
            writer.Compiler.AddSource(report);
        }

        var id = writer.Publish();
        using var store = generations.Open(id);
        var size = new FileInfo(Path.Combine(path, id + ".vgl")).Length;
        DbStatusCommand.WriteSources(Terminal.Out, store);
        Terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Generation {id}: {store.VulnerabilityCount:N0} vulnerabilities, {store.RowCount:N0} rows, {size / 1048576.0:N1} MiB, compiled in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:N1} s, peak memory {Environment.WorkingSet / 1048576.0:N0} MiB"));
        return ExitCode.Success;
    }

    private static void Report(SourceReport report)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{report.Source}: {report.Accepted} read".PadRight(60));
        }
    }

    private static void Report(IReadOnlyList<SourceReport> reports)
    {
        foreach (var report in reports)
        {
            foreach (var diagnostic in report.Diagnostics)
            {
                Console.Error.WriteLine($"{diagnostic.Code} {SafeText.OneLine(diagnostic.Subject)}: {SafeText.OneLine(diagnostic.Message)}");
            }
        }
    }
}
