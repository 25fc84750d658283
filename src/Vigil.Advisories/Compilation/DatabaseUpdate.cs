using Vigil.Advisories.Exploits;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Compiles the documents of feeds and publishes what they give, as <c>vigil db update</c> does.</summary>
public static class DatabaseUpdate
{
    /// <summary>Compiles and publishes. A source that is broken as a whole replaces nothing.</summary>
    /// <param name="path">Directory of the database.</param>
    /// <param name="root">A directory with a folder for each feed.</param>
    /// <param name="selection">Which sources.</param>
    /// <param name="progress">Told how far each source is.</param>
    /// <param name="cancellation">Looked at for each entry.</param>
    /// <exception cref="PublishException">Another process is writing, or the directory cannot be written to.</exception>
    public static UpdateOutcome Run(string path, string root, FeedSelection selection, Action<SourceReport> progress, CancellationToken cancellation)
    {
        var generations = new Generations(path);
        using var writer = generations.BeginWriting();
        using var compilation = new FeedCompilation(generations, writer);
        var exploits = new ExploitTableBuilder();
        var before = ExploitTableId(path);
        var reports = compilation.Read(root, selection, new ExploitIntake(exploits), before, progress, cancellation);
        if (reports.Count == 0)
        {
            return new UpdateOutcome(reports) { Refusal = $"{root} holds no feed that was asked for, so nothing was replaced" };
        }

        if (reports.Any(report => report.IsBroken))
        {
            return new UpdateOutcome(reports) { Refusal = "a source is broken as a whole, so nothing was replaced; leave it out by naming the others with --feed" };
        }

        var outcome = new UpdateOutcome(reports);
        var exploitReports = reports.Where(report => ExploitSources.Contains(report.Source) && !compilation.HasRecalled(report.Source)).ToList();
        if (exploitReports.Count > 0 || before.Length == 0)
        {
            exploitReports.ForEach(exploits.AddSource);
            outcome = outcome with { LostExploits = PublishExploits(exploits, path) };
        }

        if (reports.All(report => ExploitSources.Contains(report.Source)))
        {
            return outcome;
        }

        using var table = ExploitTable.OpenIn(path);
        return outcome with { Generation = compilation.Publish(reports, table.ContentId) };
    }

    // empty when there is none, or a damaged one, which is made anew
    private static string ExploitTableId(string path)
    {
        try
        {
            using var table = ExploitTable.OpenIn(path);
            return File.Exists(ExploitTable.PathIn(path)) ? table.ContentId : "";
        }
        catch (StoreFormatException)
        {
            return "";
        }
    }

    // sources that were not asked for this time keep what they said before
    private static string PublishExploits(ExploitTableBuilder exploits, string path)
    {
        var lost = "";
        try
        {
            using var before = ExploitTable.OpenIn(path);
            exploits.CarryOver(before);
        }
        catch (StoreFormatException ex)
        {
            lost = $"{ex.Message} It is made anew.";
        }

        exploits.Publish(path);
        return lost;
    }
}

/// <summary>What became of an update.</summary>
/// <param name="Reports">One for each source.</param>
public sealed record UpdateOutcome(IReadOnlyList<SourceReport> Reports)
{
    /// <summary>Why nothing was replaced; empty when something was.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>Content id of the generation that is current now; <see langword="null"/> when only exploitation data was asked for.</summary>
    public string? Generation { get; init; }

    /// <summary>Why the exploitation data of before could not be carried over; empty when it was.</summary>
    public string LostExploits { get; init; } = "";
}
