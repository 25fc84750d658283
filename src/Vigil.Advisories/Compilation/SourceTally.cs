using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Counts what each source brings.</summary>
internal sealed class SourceTally
{
    private readonly SortedDictionary<string, SourceSummary> _sources = new(StringComparer.Ordinal);

    public void Count(string source, DateTimeOffset? modified, int advisories = 1)
    {
        var summary = Of(source);
        _sources[source] = summary with { Advisories = summary.Advisories + advisories, NewestModified = Latest(summary.NewestModified, modified) };
    }

    /// <summary>What the feed says of its entries stands beside what was counted.</summary>
    public void Add(SourceReport report, string inputDigest)
    {
        var summary = Of(report.Source);
        _sources[report.Source] = summary with
        {
            InputDigest = inputDigest,
            Records = summary.Records + report.Accepted,
            Rejects = summary.Rejects + report.Rejected,
            NewestModified = Latest(summary.NewestModified, report.Newest),
        };
    }

    /// <summary>Appends the summaries in ordinal order of the sources.</summary>
    public void Write(ByteWriter meta)
    {
        meta.Number(_sources.Count);
        foreach (var source in _sources.Values)
        {
            meta.Text(source.Source);
            meta.Text(source.InputDigest);
            meta.Number(source.Records);
            meta.Number(source.Rejects);
            meta.Number(source.Advisories);
            meta.Time(source.NewestModified);
        }
    }

    private SourceSummary Of(string source) => _sources.TryGetValue(source, out var summary) ? summary : new SourceSummary(source, "", 0, 0, 0, null);

    private static DateTimeOffset? Latest(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right : left;
}
