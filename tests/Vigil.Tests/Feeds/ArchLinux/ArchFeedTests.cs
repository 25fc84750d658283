using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.ArchLinux;

public sealed class ArchFeedTests
{
    private const string Path = "arch/issues/all.json";

    private const string List = """
        [{"name":"AVG-20","packages":["curl","libcurl-compat"],"status":"Fixed","severity":"High","type":"denial of service","affected":"7.50.2-1","fixed":"7.50.3-1",
          "ticket":null,"issues":["CVE-2016-0001","CVE-2016-0002"],"advisories":["ASA-201609-19"]},
         {"name":"AVG-21","packages":["pam"],"status":"Vulnerable","severity":"Medium","type":"x","affected":"1.7-2","fixed":null,"ticket":"1","issues":["CVE-2025-0001"],"advisories":[]},
         {"name":"AVG-22","packages":["pam"],"status":"Not affected","severity":"Low","type":"x","affected":"1.6-1","fixed":null,"issues":["CVE-2025-0001"],"advisories":[]},
         {"name":"AVG-23","packages":["pam"],"status":"Who knows","severity":"Low","affected":"1","fixed":null,"issues":[]},
         {"packages":["pam"]}, 7]
        """;

    [Fact]
    public void A_group_is_an_advisory_about_its_flaws()
    {
        using var run = new FeedRun().WithText(Path, List);

        var report = run.ReadOne();

        Assert.Equal(("arch", 6, 3, 3), (report.Source, report.Entries, report.Accepted, report.Rejected));
        Assert.Equal(
            new Advisory
            {
                Id = "AVG-20",
                Source = "arch",
                Vulnerabilities = ["CVE-2016-0001", "CVE-2016-0002"],
                Related = ["ASA-201609-19"],
                Summary = "denial of service",
                References = ["https://security.archlinux.org/AVG-20"],
                Affected = [Row("curl", "7.50.3-1"), Row("libcurl-compat", "7.50.3-1")],
            },
            run.Advisories[0]);
    }

    [Theory]
    [InlineData("curl", "7.50.2-9", "CVE-2016-0001 7.50.3-1, CVE-2016-0002 7.50.3-1")]
    [InlineData("curl", "7.50.3-1", "")]
    [InlineData("pam", "1.7-2", "CVE-2025-0001 ")]
    [InlineData("pam", "1.5-1", "")]
    public void An_installed_package_is_judged(string name, string version, string expected)
    {
        using var run = new FeedRun().WithText(Path, List);
        run.Read();

        var verdicts = Judge(Package("Arch", "", name, version), [.. run.Advisories]).Verdicts;

        Assert.Equal(expected, string.Join(", ", verdicts.Select(verdict => $"{verdict.VulnerabilityId} {verdict.FixedVersion}")));
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("""[{"name":"AVG-20","packages":["curl"]}""")]
    public void A_broken_list_is_named(string text)
    {
        using var run = new FeedRun().WithText(Path, text);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Contains(report.Diagnostics, d => d.Code == FeedCodes.DocumentBroken);
    }

    private static AffectedPackage Row(string name, string fix) => Binary("Arch", "", name, fix) with { Scheme = "pacman", SeverityLabel = "High" };
}
