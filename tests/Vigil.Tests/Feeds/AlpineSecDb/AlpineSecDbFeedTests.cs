using Vigil.Advisories.Feeds;
using Vigil.Advisories.Feeds.AlpineSecDb;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;

namespace Vigil.Tests.Feeds.AlpineSecDb;

public sealed class AlpineSecDbFeedTests
{
    private const string Main = """
        {"apkurl":"x","archs":["x86_64"],"reponame":"main","urlprefix":"y","distroversion":"v3.20","packages":[
          {"pkg":{"name":"xen","secfixes":{"4.7.0-r1":["CVE-2016-6258 XSA-182"],"0":["CVE-2016-9999"]}}},
          {"pkg":{"name":"empty","secfixes":[]}}]}
        """;

    private const string Edge = """{"distroversion":"edge","packages":[{"pkg":{"name":"xen","secfixes":{"4.8.0-r0":["CVE-2016-6258","CVE-46838"]}}}]}""";

    [Fact]
    public void An_advisory_gathers_what_all_releases_say_of_a_flaw()
    {
        using var run = new FeedRun().WithText("alpine-secdb/v3.20/main.json", Main).WithText("alpine-secdb/edge/community.json", Edge);

        var report = run.ReadOne();

        Assert.Equal((4, 3, 1, 2), (report.Entries, report.Accepted, report.Rejected, report.Advisories));
        Assert.Equal(
            [
                new()
                {
                    Id = "CVE-2016-6258",
                    Source = "alpine-secdb",
                    Related = ["XSA-182"],
                    Affected =
                    [
                        new() { Key = new("Alpine", "edge", "xen"), NamesSource = true, Scheme = "apk", Ranges = [new("", "4.8.0-r0")] },
                        new() { Key = new("Alpine", "v3.20", "xen"), NamesSource = true, Scheme = "apk", Ranges = [new("", "4.7.0-r1")] },
                    ],
                },
                new()
                {
                    Id = "CVE-2016-9999",
                    Source = "alpine-secdb",
                    Affected = [new() { Key = new("Alpine", "v3.20", "xen"), NamesSource = true, Scheme = "apk", State = VendorState.NotAffected }],
                },
            ],
            run.Advisories);
    }

    [Theory]
    [InlineData("CVE-2016-6258 XSA-182", "CVE-2016-6258", "XSA-182")]
    [InlineData("CVE-2018-8897  XSA-260", "CVE-2018-8897", "XSA-260")]
    [InlineData("CVE-2017-1 CVE-2017-5715 CVE-2017-5754 XSA-254 XPTI", "CVE-2017-5715 CVE-2017-5754", "XSA-254")]
    [InlineData("XSA-207", "XSA-207", "")]
    [InlineData("CVE-????-????? XSA-312", "XSA-312", "")]
    [InlineData("CVE N/A ZBX-11023", "ZBX-11023", "")]
    [InlineData("CVE_2019-2426", "CVE-2019-2426", "")]
    [InlineData("CVE-2017-17434-1", "CVE-2017-17434", "")]
    [InlineData("CVE-2018-10103 (SMB - too unreliably reproduced, CVE-2000-0001)", "CVE-2018-10103", "")]
    [InlineData("GNUTLS-SA-2020-06-03 CVE-2020-13777", "CVE-2020-13777", "GNUTLS-SA-2020-06-03")]
    [InlineData("GHSA-aaaa-bbbb-1ccc", "GHSA-aaaa-bbbb-1ccc", "")]
    [InlineData("CVE-46838", "", "")]
    [InlineData("", "", "")]
    public void Entries_are_written_by_hand(string entry, string ids, string related)
    {
        var names = SecDbEntry.Parse(entry);

        Assert.Equal((ids, related), (string.Join(' ', names.Ids), string.Join(' ', names.Related)));
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("""{"distroversion":"v3.20"}""")]
    [InlineData("""{"distroversion":"v3.20","packages":[{"pkg":{"name":"a","secfixes":{"1-r0":["CVE-2020-0001"]}}}""")]
    public void A_broken_document_gives_nothing_and_is_named(string text)
    {
        using var run = new FeedRun().WithText("alpine-secdb/v3.20/main.json", text).WithText("alpine-secdb/edge/main.json", Edge);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Contains(report.Diagnostics, d => d.Code == FeedCodes.DocumentBroken && d.Subject == "alpine-secdb: v3.20/main.json");
        Assert.Equal("edge", Assert.Single(run.Single.Affected).Key.Release);
    }
}
