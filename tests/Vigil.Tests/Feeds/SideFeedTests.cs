using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;

namespace Vigil.Tests.Feeds;

public sealed class SideFeedTests
{
    [Fact]
    public void Exploited_flaws_keep_dates_and_action()
    {
        using var run = new FeedRun().WithText("kev/known_exploited_vulnerabilities.json", """
            {"title":"CISA Catalog","catalogVersion":"2025.08.25","dateReleased":"2025-08-25T17:04:19.9796Z","count":2,"vulnerabilities":[
              {"cveID":"CVE-2025-48384","vendorProject":"Git","dateAdded":"2025-08-25","requiredAction":"Apply.","dueDate":"2025-09-15","knownRansomwareCampaignUse":"Known","cwes":["CWE-59"]},
              {"cveID":"CVE-2025-1","dateAdded":"2025-08-25"}]}
            """);

        var report = run.ReadOne();

        Assert.Equal((2, 1, 1, false), (report.Entries, report.Accepted, report.Rejected, report.IsBroken));
        Assert.Equal(2025, report.Newest?.Year);
        Assert.Equal(new KnownExploitation("CVE-2025-48384", new(2025, 8, 25), new(2025, 9, 15), "Apply.", InRansomware: true), Assert.Single(run.Exploitations));
    }

    [Fact]
    public void Scores_are_read_line_by_line()
    {
        using var run = new FeedRun()
            .WithGzip("epss/epss_scores-2026-08-15.csv.gz", "old")
            .WithGzip("epss/epss_scores-2026-08-16.csv.gz", "#model_version:v1,score_date:2026-08-16T12:00:00Z\ncve,epss,percentile\nCVE-1999-0001,0.03351,0.87650\nCVE-1999-0002,7,0\nnonsense\n");

        var report = run.ReadOne();

        Assert.Equal((3, 1, 2), (report.Entries, report.Accepted, report.Rejected));
        Assert.Equal(new ExploitProbability("CVE-1999-0001", 0.03351f, 0.8765f), Assert.Single(run.Probabilities));
        Assert.Equal(new DateTimeOffset(2026, 8, 16, 12, 0, 0, TimeSpan.Zero), report.Newest);
    }

    [Fact]
    public void NVD_describes_and_scores_and_affects_nothing()
    {
        using var run = new FeedRun().WithGzip("nvd/nvdcve-2.0-2022.json.gz", """
            {"resultsPerPage":2,"format":"NVD_CVE","timestamp":"2024-10-24T00:00:00.000","vulnerabilities":[{"cve":{"id":"CVE-2022-0001","sourceIdentifier":"cve@mitre.org",
             "published":"2022-03-11T18:15:00.000","lastModified":"2022-03-12T18:15:00.000","vulnStatus":"Analyzed",
             "descriptions":[{"lang":"es","value":"Hola"},{"lang":"en","value":"Hello"}],
             "metrics":{"cvssMetricV31":[{"source":"nvd@nist.gov","type":"Primary","cvssData":{"version":"3.1","vectorString":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:C/C:H/I:N/A:N","baseScore":6.5}}],
                        "cvssMetricV2":[{"source":"someone@example.org","cvssData":{"vectorString":"AV:L/AC:M/Au:N/C:P/I:N/A:N"}}]},
             "weaknesses":[{"source":"nvd@nist.gov","type":"Primary","description":[{"lang":"en","value":"CWE-203"},{"lang":"en","value":"NVD-CWE-noinfo"}]}],
             "references":[{"url":"https://example.org/a","source":"x"}]}},
             {"cve":{"id":"CVE-2022-0002","vulnStatus":"Rejected","lastModified":"2022-03-12T18:15:00.000"}}]}
            """);

        var report = run.ReadOne();

        Assert.Equal((2, 2, 1), (report.Entries, report.Accepted, report.Withdrawn));
        Assert.Equal(
            new Advisory
            {
                Id = "CVE-2022-0001",
                Source = "nvd",
                Details = "Hello",
                Published = new DateTimeOffset(2022, 3, 11, 18, 15, 0, TimeSpan.Zero),
                Modified = new DateTimeOffset(2022, 3, 12, 18, 15, 0, TimeSpan.Zero),
                Severities = [new("NVD", "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:C/C:H/I:N/A:N"), new("someone@example.org", "AV:L/AC:M/Au:N/C:P/I:N/A:N")],
                Cwes = ["CWE-203"],
                References = ["https://example.org/a"],
            },
            run.Advisories[0]);
    }

    [Theory]
    [InlineData("kev/known_exploited_vulnerabilities.json", "<html>Access denied</html>")]
    [InlineData("kev/known_exploited_vulnerabilities.json", """{"vulnerabilities":[{"cveID":"CVE-2025-48384","dateAdded":"2025-08-25"}""")]
    [InlineData("kev/known_exploited_vulnerabilities.json", """{"count":0}""")]
    [InlineData("kev/known_exploited_vulnerabilities.json", "")]
    [InlineData("epss/epss_scores-2026-08-16.csv.gz", "not gzip")]
    [InlineData("nvd/nvdcve-2.0-2022.json.gz", "not gzip")]
    public void A_document_of_another_kind_breaks_its_source(string path, string text)
    {
        using var run = new FeedRun().WithText(path, text);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Contains(report.Diagnostics, d => d.Code == FeedCodes.DocumentBroken);
    }

    [Fact]
    public void A_large_array_is_read_one_item_at_a_time_and_a_huge_item_is_refused()
    {
        var items = string.Join(',', Enumerable.Range(0, 3_000).Select(i => $$"""{"cveID":"CVE-2025-{{10_000 + i}}","dateAdded":"2025-08-25","notes":"{{new string('n', 100)}}"}"""));
        using var whole = new FeedRun().WithText("kev/known_exploited_vulnerabilities.json", $$"""{"vulnerabilities":[{{items}}],"after":{"x":[1]} }""");
        using var huge = new FeedRun().WithText("kev/known_exploited_vulnerabilities.json", $$"""{"vulnerabilities":[{"cveID":"{{new string('x', 300_000)}}"}]}""");

        Assert.Equal(3_000, whole.ReadOne().Accepted);
        Assert.True(huge.ReadOne(limits: FeedLimits.Default with { MaxEntryBytes = 100_000 }).IsBroken);
    }
}
