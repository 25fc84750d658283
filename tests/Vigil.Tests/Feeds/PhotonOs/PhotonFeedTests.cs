using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Oval;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Feeds.Oval.OvalText;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.PhotonOs;

public sealed class PhotonFeedTests
{
    private const string ListPath = "photon/photon_cve_metadata/cve_data_photon5.0.json";

    private const string List = """
        [{"cve_id":"CVE-2023-0001","pkg":"curl","cve_score":9.8,"aff_ver":"all versions before 8.1-1.ph5 are vulnerable","res_ver":"8.1-1.ph5","status":"Fixed"},
         {"cve_id":"CVE-2023-0001","pkg":"httpd","cve_score":null,"aff_ver":"","res_ver":"NA","status":"Not Affected"},
         {"cve_id":"CVE-2023-0002","pkg":"curl-libs","cve_score":3.7,"aff_ver":"all versions are vulnerable","res_ver":"NA"},
         {"cve_id":"UNK-1","pkg":"curl","res_ver":"1-1"},
         {"cve_id":"CVE-2023-0003","pkg":"python3","aff_ver":"NA","res_ver":"NA","status":"Fixed"}]
        """;

    private static string Oval()
    {
        var text = new OvalText();
        return text.Definition(
            "oval:com.vmware.phsa:def:2020300001",
            """
            <title>PHSA-2020:00001 sqlite Security Update. (Important)</title><affected family="unix"><platform>Photon 3</platform></affected>
            <reference ref_id="PHSA:00001:3.0:0036" ref_url="https://example.org/3.0-0036" source="PHSA"/>
            <reference ref_id="CVE:00001:CVE-2019-0001" ref_url="https://example.org/CVE-2019-0001" source="CVE"/>
            <description>This update upgrade sqlite</description>
            <advisory from="x"><severity>Important</severity><issued date="2019-10-23"/><updated date="2019-10-24"/><cve>CVE-2019-0001</cve></advisory>
            """,
            All(text.Release(@"^3[^\d]"), Any(All(text.Below("sqlite", "0:3.27.2-5.ph3"), text.Signed("sqlite")), All(text.Below("sqlite-libs", "0:3.27.2-5.ph3"))))).ToString();
    }

    [Fact]
    public void A_list_is_gathered_by_flaw_and_may_name_sources_and_packages()
    {
        using var run = new FeedRun().WithText(ListPath, List);

        var report = run.ReadOne();

        Assert.Equal(("photon/5.0", 5, 3, 2, 2), (report.Source, report.Entries, report.Accepted, report.Rejected, report.Advisories));
        var (curl, httpd, libs) = (Source("Photon OS", "5.0", "curl", "8.1-1.ph5"), Source("Photon OS", "5.0", "httpd", "", VendorState.NotAffected), Source("Photon OS", "5.0", "curl-libs", ""));
        Assert.Equal(
            [
                new() { Id = "CVE-2023-0001", Source = "photon/5.0", Affected = [curl, curl with { NamesSource = false }, httpd, httpd with { NamesSource = false }] },
                new() { Id = "CVE-2023-0002", Source = "photon/5.0", Affected = [libs, libs with { NamesSource = false }] },
            ],
            run.Advisories);
    }

    [Theory]
    [InlineData("curl-libs", "curl", "8.0-1.ph5", "CVE-2023-0001 8.1-1.ph5, CVE-2023-0002 ")]
    [InlineData("curl", "curl", "8.1-1.ph5", "")]
    [InlineData("httpd", "httpd", "2.4-1.ph5", "")]
    public void An_installed_package_is_judged_by_a_list(string name, string source, string version, string expected)
    {
        using var run = new FeedRun().WithText(ListPath, List);
        run.Read();

        var verdicts = Judge(Package("Photon OS", "5.0", name, version) with { SourceName = source }, [.. run.Advisories]).Verdicts;

        Assert.Equal(expected, string.Join(", ", verdicts.Select(verdict => $"{verdict.VulnerabilityId} {verdict.FixedVersion}")));
    }

    [Fact]
    public void An_erratum_is_known_by_the_name_in_its_title()
    {
        using var run = new FeedRun().WithGzip("photon/com.vmware.phsa-photon3.xml.gz", Oval());

        var report = run.ReadOne();

        Assert.Equal(("photon/3.0", 1), (report.Source, report.Accepted));
        Assert.Equal(
            new Advisory
            {
                Id = "PHSA-2020:00001",
                Source = "photon/3.0",
                Vulnerabilities = ["CVE-2019-0001"],
                Summary = "sqlite Security Update. (Important)",
                Details = "This update upgrade sqlite",
                Published = new DateTimeOffset(2019, 10, 23, 0, 0, 0, TimeSpan.Zero),
                Modified = new DateTimeOffset(2019, 10, 24, 0, 0, 0, TimeSpan.Zero),
                References = ["https://example.org/3.0-0036", "https://example.org/CVE-2019-0001"],
                Affected =
                [
                    Binary("Photon OS", "3.0", "sqlite", "3.27.2-5.ph3") with { SeverityLabel = "Important" },
                    Binary("Photon OS", "3.0", "sqlite-libs", "3.27.2-5.ph3") with { SeverityLabel = "Important" },
                ],
            },
            run.Single);
        Assert.Equal("3.27.2-5.ph3", FixOf(Package("Photon OS", "3.0", "sqlite-libs", "3.27.2-4.ph3") with { SourceName = "sqlite" }, run.Single));
    }

    [Fact]
    public void The_list_of_a_release_replaces_its_older_document()
    {
        using var run = new FeedRun()
            .WithGzip("photon/com.vmware.phsa-photon5.xml.gz", Oval())
            .WithText(ListPath, List);

        Assert.Equal(("photon/5.0", 5), (run.ReadOne().Source, run.ReadOne().Entries));
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("""{"cve_id":"CVE-2023-0001"}""")]
    [InlineData("""[{"cve_id":"CVE-2023-0001","pkg":"curl","res_ver":"8.1-1.ph5"}""")]
    public void A_broken_list_gives_nothing_and_is_named(string text)
    {
        using var run = new FeedRun().WithText(ListPath, text);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Equal(FeedCodes.DocumentBroken, Assert.Single(report.Diagnostics).Code);
        Assert.Empty(run.Advisories);
    }
}
