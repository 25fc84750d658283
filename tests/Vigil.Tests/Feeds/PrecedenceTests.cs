using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds;

public sealed class PrecedenceTests
{
    private const string Tracker = """
        {"curl":{"CVE-2023-0001":{"releases":{"bookworm":{"status":"resolved","fixed_version":"7.88-2","urgency":"high"}}},
                 "CVE-2023-0002":{"releases":{"bookworm":{"status":"resolved","fixed_version":"7.88-1","urgency":"high"}}}}}
        """;

    private static FeedRun Mirror(string id, string flaws, string release) => new FeedRun()
        .WithText("debian/data/json", Tracker)
        .WithZip("osv/Debian/all.zip", ("a.json", $$"""
            {"id":"{{id}}","upstream":[{{flaws}}],"affected":[{"package":{"ecosystem":"Debian:{{release}}","name":"curl"},
             "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"7.88-9"}]}]}]}
            """));

    [Theory]
    [InlineData("DEBIAN-CVE-2023-0001", "\"CVE-2023-0001\"", "12", "CVE-2023-0001 7.88-2")]
    [InlineData("DSA-1-1", "\"CVE-2023-0001\"", "12", "CVE-2023-0001 7.88-9")]
    [InlineData("DEBIAN-CVE-2023-0001", "\"CVE-2023-0001\"", "11", "CVE-2023-0001 7.88-9")]
    public void The_distribution_outranks_a_copy_where_it_speaks_but_no_erratum(string id, string flaws, string release, string expected)
    {
        using var run = Mirror(id, flaws, release);
        run.Read();

        var verdicts = Judge(Package("Debian", release, "curl", "7.88-1"), [.. run.Advisories]).Verdicts;

        Assert.Equal(expected, string.Join(", ", verdicts.Select(verdict => $"{verdict.VulnerabilityId} {verdict.FixedVersion}")));
    }

    [Fact]
    public void What_a_copy_tells_besides_is_kept()
    {
        using var run = Mirror("DEBIAN-CVE-2023-0001", "\"CVE-2023-0001\"", "12");

        var reports = run.Read();

        Assert.Equal([("debian", 2), ("osv/Debian", 1)], reports.Select(report => (report.Source, report.Accepted)));
        Assert.Empty(run.Advisories.Single(advisory => advisory.Source == "osv/Debian").Affected);
    }

    [Fact]
    public void A_copy_alone_is_heard()
    {
        using var run = Mirror("DEBIAN-CVE-2023-0001", "\"CVE-2023-0001\"", "12");

        run.Read("osv");

        Assert.Equal("7.88-9", FixOf(Package("Debian", "12", "curl", "7.88-2"), [.. run.Advisories]));
    }
}
