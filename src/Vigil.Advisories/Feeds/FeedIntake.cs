namespace Vigil.Advisories.Feeds;

/// <summary>Opens an intake for each source of a run and collects their reports.</summary>
/// <param name="sink">Takes what the feeds state.</param>
/// <param name="limits">Bounds on one entry and one document.</param>
/// <param name="progress">Told now and then how far a source is, and once when it is done.</param>
public sealed class FeedIntake(IFeedSink sink, FeedLimits limits, Action<SourceReport> progress)
{
    private readonly List<SourceReport> _reports = [];

    /// <summary>Knows what need not be read again.</summary>
    internal IFeedMemory? Memory { get; init; }

    /// <summary>Reports of the sources read so far, in the order read.</summary>
    public IReadOnlyList<SourceReport> Reports => _reports;

    /// <summary>Reads one source to its end; what breaks it as a whole is part of its report.</summary>
    public void ReadSource(string source, Action<SourceIntake> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var intake = new SourceIntake(source, sink, limits, progress, Memory);
        try
        {
            read(intake);
        }
        catch (Exception ex) when (ex is UnauthorizedAccessException || SourceIntake.IsOfDocument(ex))
        {
            intake.Break(source, ex.Message);
        }

        var report = intake.Report();
        Memory?.End(report);
        Take(report);
    }

    /// <summary>A source that was not read, because it gives what it gave before.</summary>
    internal void Take(SourceReport report)
    {
        _reports.Add(report);
        progress(report);
    }
}
