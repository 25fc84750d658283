using Vigil.Advisories.Compilation;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;
using Vigil.Scanning.Matching;
using Vigil.Tests.Support;

namespace Vigil.Tests.Estates;

/// <summary>Two states of real feeds: the second one has the records that are newer than a date.</summary>
public sealed class RealStatesTests
{
    [Theory]
    [InlineData("osv/npm", "2024-10-01")]
    [InlineData("osv/Rocky Linux", "2024-06-01")]
    public void The_delta_is_what_matching_every_coordinate_by_both_finds(string source, string date)
    {
        var records = Records(source);
        var newest = DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        using var before = GenerationCompiler.Compile(records.Where(record => record.Modified < newest));
        using var after = GenerationCompiler.Compile(records);
        var estate = new Estate(before);
        Coordinate[] coordinates = [.. records.SelectMany(CoordinatesOf).Distinct()];
        estate.Put("all", coordinates.Select(estate.Intern));

        var delta = estate.Apply(GenerationDiff.Compute(before, after), after);

        var (older, newer) = (new Matcher(before), new Matcher(after));
        var differing = coordinates.Where(coordinate => !older.Match(coordinate).Equals(newer.Match(coordinate))).ToHashSet();
        Assert.NotEmpty(differing);
        Assert.NotEqual(coordinates.Length, differing.Count);
        Assert.Equal(differing, delta.Coordinates.Select(change => estate.Coordinate(change.Coordinate)).ToHashSet());
        Assert.Equal(
            BruteForce.Changes([coordinates], before, after),
            delta.Findings.Select(change => BruteForce.Line("0", estate.Vulnerability(change.Vulnerability), change.Kind)).Order(StringComparer.Ordinal));
    }

    private static List<Advisory> Records(string source)
    {
        var feeds = Repository.Shared is null ? "" : Path.Combine(Repository.Shared, "feeds");
        Assert.SkipUnless(Directory.Exists(feeds), "shared/feeds is not beside this checkout");
        var sink = new Collector();
        FeedReader.ReadAll(feeds, FeedSelection.Of([source]), sink, FeedLimits.Default, _ => { }, TestContext.Current.CancellationToken);
        return sink.Records;
    }

    // the package at every version that a record names
    private static IEnumerable<Coordinate> CoordinatesOf(Advisory record) =>
        from affected in record.Affected.Items
        from version in affected.Ranges.SelectMany(range => new[] { range.Introduced, range.Fixed, range.LastAffected }).Concat(affected.Versions.Items)
        where version.Length > 0
        select new Coordinate
        {
            Ecosystem = affected.Key.Ecosystem,
            Release = affected.Key.Release,
            Name = affected.Key.Name,
            SourceName = affected.NamesSource ? affected.Key.Name : "",
            Version = version,
        };

    private sealed class Collector : IFeedSink
    {
        public List<Advisory> Records { get; } = [];

        public void Add(Advisory advisory) => Records.Add(advisory);
    }
}
