using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.UbuntuNotices;

public sealed class UbuntuNoticesFeedTests
{
    private const string Path = "ubuntu/usn-db/database.json";

    private const string Document = """
        {"6855-1":{"id":"6855-1","title":"libcdio vulnerability","isummary":"libcdio could crash.","summary":"libcdio vulnerability","description":"Two flaws.","action":"x",
           "timestamp":1719500000.5,"cves":["CVE-2024-0001","https://launchpad.net/bugs/1","CVE-2024-0002"],
           "releases":{"jammy":{"sources":{"libcdio":{"version":"2.1.0-3ubuntu0.2","description":"d"}},"binaries":{"libcdio19":{"version":"2.1.0-3ubuntu0.2"}},"archs":{}},
             "focal":{"sources":{"libcdio":{"version":"2.0.0-2ubuntu0.2+esm1"}}},"dapper":{"sources":{"libcdio":{"version":"1"}}}}},
         "6856-1":{"id":"6856-1","title":"regression","cves":[],"releases":{"jammy":{"sources":{"a":{"version":"1"}}}}},
         "6857-1":{"title":"nameless"},
         "6858-1":{"id":"6858-1","cves":["CVE-2024-0003"],"releases":{"jammy":{"sources":{"a":{}}}}}}
        """;

    [Fact]
    public void A_notice_states_fixes_by_source_and_release()
    {
        using var run = new FeedRun().WithText(Path, Document);

        var report = run.ReadOne();

        Assert.Equal(("ubuntu", 4, 2, 2), (report.Source, report.Entries, report.Accepted, report.Rejected));
        Assert.Equal(
            [
                new()
                {
                    Id = "USN-6855-1",
                    Source = "ubuntu",
                    Vulnerabilities = ["CVE-2024-0001", "CVE-2024-0002"],
                    Summary = "libcdio vulnerability",
                    Details = "Two flaws.",
                    Published = DateTimeOffset.FromUnixTimeSeconds(1719500000),
                    References = ["https://ubuntu.com/security/notices/USN-6855-1"],
                    Affected = [Source("Ubuntu", "22.04", "libcdio", "2.1.0-3ubuntu0.2"), Source("Ubuntu", "Pro:20.04", "libcdio", "2.0.0-2ubuntu0.2+esm1")],
                },
                new() { Id = "USN-6856-1", Source = "ubuntu", Summary = "regression", References = ["https://ubuntu.com/security/notices/USN-6856-1"] },
            ],
            run.Advisories);
    }

    [Theory]
    [InlineData("22.04", "2.1.0-3ubuntu0.1", "CVE-2024-0001 CVE-2024-0002", "")]
    [InlineData("22.04", "2.1.0-3ubuntu0.2", "", "")]
    [InlineData("20.04", "2.0.0-2ubuntu0.1", "CVE-2024-0001 CVE-2024-0002", "Ubuntu Pro")]
    public void An_installed_package_is_judged(string release, string version, string flaws, string channel)
    {
        using var run = new FeedRun().WithText(Path, Document);
        run.Read();

        var verdicts = Judge(Package("Ubuntu", release, "libcdio19", version) with { SourceName = "libcdio" }, [.. run.Advisories]).Verdicts;

        Assert.Equal(flaws, string.Join(' ', verdicts.Select(verdict => verdict.VulnerabilityId)));
        Assert.All(verdicts, verdict => Assert.Equal(channel, verdict.FixChannel));
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("""{"6855-1":{"id":"6855-1"}""")]
    public void A_broken_document_is_named(string text)
    {
        using var run = new FeedRun().WithText(Path, text);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Contains(report.Diagnostics, d => d.Code == FeedCodes.DocumentBroken);
    }

    [Fact]
    public void OSV_and_the_notices_give_one_finding_for_a_flaw()
    {
        using var run = new FeedRun().WithText(Path, Document).WithZip("osv/Ubuntu/all.zip", ("a.json", """
            {"id":"UBUNTU-CVE-2024-0001","upstream":["CVE-2024-0001"],"affected":[{"package":{"ecosystem":"Ubuntu:22.04:LTS","name":"libcdio"},
             "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.1.0-3ubuntu0.2"}]}]}]}
            """));
        run.Read();

        var verdicts = Judge(Package("Ubuntu", "22.04", "libcdio", "2.1.0-3"), [.. run.Advisories]).Verdicts;

        Assert.Equal(["CVE-2024-0001", "CVE-2024-0002"], verdicts.Select(verdict => verdict.VulnerabilityId));
    }
}
