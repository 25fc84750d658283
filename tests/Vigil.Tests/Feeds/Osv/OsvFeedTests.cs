using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Advisories.Feeds;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.Osv;

public sealed class OsvFeedTests
{
    private const string Entry = """{"id":"GHSA-1","modified":"2024-01-02T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]},{"package":{"ecosystem":"PyPI","name":"b"},"versions":["1"]}]}""";

    [Fact]
    public void Every_archive_answers_for_its_own_ecosystem()
    {
        using var run = new FeedRun().WithZip("osv/npm/all.zip", ("GHSA-1.json", Entry)).WithZip("osv/PyPI/all.zip", ("GHSA-1.json", Entry));

        var reports = run.Read();

        Assert.Equal(["osv/PyPI", "osv/npm"], reports.Select(report => report.Source));
        Assert.Equal(["b", "a"], run.Advisories.Select(advisory => Assert.Single(advisory.Affected).Key.Name));
    }

    [Fact]
    public void Rejects_are_counted_and_named()
    {
        using var run = new FeedRun().WithZip(
            "osv/npm/all.zip",
            ("GHSA-1.json", Entry),
            ("GHSA-2.json", "<html>"),
            ("GHSA-1-again.json", Entry),
            ("README.txt", "no entry"),
            ("GHSA-3.json", $$"""{"id":"GHSA-3","details":"{{new string('x', 5_000)}}"}"""));

        var report = run.ReadOne(limits: FeedLimits.Default with { MaxEntryBytes = 4_000 });

        Assert.Equal((4, 1, 3), (report.Entries, report.Accepted, report.Rejected));
        Assert.Equal(
            [
                (FeedCodes.EntryUnreadable, "osv/npm: GHSA-2.json"),
                (FeedCodes.EntryRepeated, "osv/npm: GHSA-1-again.json"),
                (FeedCodes.EntryTooLarge, "osv/npm: GHSA-3.json"),
            ],
            report.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Subject)));
        Assert.False(report.IsBroken);
        Assert.Equal(new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero), report.Newest);
    }

    [Fact]
    public void A_range_that_ends_before_it_starts_is_named_and_matches_nothing()
    {
        const string Backward = """{"id":"GHSA-2","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"2.0.0"},{"fixed":"1.0.0"}]},{"type":"SEMVER","events":[{"introduced":"3.0.0"},{"last_affected":"3.1.0"}]}]},{"package":{"ecosystem":"npm","name":"b"},"ranges":[{"type":"SEMVER","events":[{"introduced":"2.0.0"},{"last_affected":"1.9.9"}]}]}]}""";
        using var run = new FeedRun().WithZip("osv/npm/all.zip", ("GHSA-1.json", Entry), ("GHSA-2.json", Backward));

        var report = run.ReadOne();

        var flaws = (string[])["0.9.0", "1.0.0", "1.9.9", "1.9.10", "2.0.0", "2.5.0", "3.0.0", "3.1.0", "3.1.1"];
        Assert.Equal((2, 0), (report.Accepted, report.Rejected));
        Assert.All(report.Diagnostics, diagnostic => Assert.Equal((FeedCodes.StatementUnusable, "osv/npm: GHSA-2"), (diagnostic.Code, diagnostic.Subject)));
        Assert.Equal(2, report.Diagnostics.Count(diagnostic => diagnostic.Message.Contains("ends before it starts", StringComparison.Ordinal)));
        Assert.Equal(["3.0.0", "3.1.0"], flaws.Where(version => Flaws(run, "a", version).Contains("GHSA-2")));
        Assert.All(flaws, version => Assert.Contains("GHSA-1", Flaws(run, "a", version)));
        Assert.All(flaws, version => Assert.Empty(Flaws(run, "b", version)));
    }

    [Theory]
    [InlineData("<html>Service unavailable</html>")]
    [InlineData("")]
    public void A_document_that_is_no_archive_breaks_its_source_only(string text)
    {
        using var run = new FeedRun().WithText("osv/npm/all.zip", text).WithZip("osv/PyPI/all.zip", ("GHSA-1.json", Entry));

        var reports = run.Read();

        Assert.Equal([false, true], reports.Select(report => report.IsBroken));
        Assert.Contains(reports[1].Diagnostics, diagnostic => diagnostic.Code == FeedCodes.DocumentBroken);
    }

    [Fact]
    public void A_record_of_a_file_by_itself_has_the_bound_of_an_entry()
    {
        using var run = new FeedRun().WithText("records.jsonl", $$"""{"id":"GHSA-3","details":"{{new string('x', 5_000)}}"}""" + "\n" + Entry);

        var report = FeedReader.ReadFile(
            Path.Combine(run.Root, "records.jsonl"), run, FeedLimits.Default with { MaxEntryBytes = 4_000 }, TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (report.Accepted, report.Rejected));
        Assert.Equal([FeedCodes.EntryTooLarge], report.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal("GHSA-1", run.Single.Id);
    }

    [Property]
    public Property A_damaged_entry_is_read_or_rejected_by_name() =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(0, Encoding.UTF8.GetByteCount(Entry) - 1), Gen.Choose(0, 255)).ToArbitrary(),
            damage =>
            {
                var (at, value) = damage;
                var bytes = Encoding.UTF8.GetBytes(Entry);
                bytes[at] = (byte)value;
                using var run = new FeedRun().WithZip("osv/npm/all.zip", ("GHSA-1.json", Encoding.Latin1.GetString(bytes)));

                var report = run.ReadOne();

                return report is { Entries: 1, IsBroken: false } && report.Rejected == report.Diagnostics.Count(d => d.Code == FeedCodes.EntryUnreadable);
            });

    private static IEnumerable<string> Flaws(FeedRun run, string name, string version) =>
        Judge(Package("npm", "", name, version), [.. run.Advisories]).Verdicts.Select(verdict => verdict.VulnerabilityId);
}
