using Vigil.Advisories.Feeds;
using Vigil.Advisories.Feeds.Nvd;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.Nvd;

public sealed class NvdConfigurationsTests
{
    private const string Log4j = """
        {"nodes":[{"operator":"OR","negate":false,"cpeMatch":[
          {"vulnerable":true,"criteria":"cpe:2.3:a:apache:log4j:*:*:*:*:*:*:*:*","versionStartIncluding":"2.4.0","versionEndExcluding":"2.12.2"},
          {"vulnerable":true,"criteria":"cpe:2.3:a:apache:log4j:*:*:*:*:*:*:*:*","versionStartIncluding":"2.13.0","versionEndIncluding":"2.14.1"},
          {"vulnerable":true,"criteria":"cpe:2.3:a:apache:log4j:2.0:beta9:*:*:*:*:*:*"},
          {"vulnerable":false,"criteria":"cpe:2.3:a:apache:log4j:3.0:*:*:*:*:*:*:*"},
          {"vulnerable":true,"criteria":"cpe:2.3:o:linux:linux_kernel:*:*:*:*:*:*:*:*"},
          {"vulnerable":true,"criteria":"cpe:2.3:a:someone:log4j:*:*:*:*:*:wordpress:*:*"}]}]}
        """;

    private const string OnWindows = """
        {"operator":"AND","nodes":[
          {"operator":"OR","negate":false,"cpeMatch":[{"vulnerable":true,"criteria":"cpe:2.3:a:mozilla:firefox:*:*:*:*:*:*:*:*"}]},
          {"operator":"OR","negate":false,"cpeMatch":[{"vulnerable":false,"criteria":"cpe:2.3:o:microsoft:windows:-:*:*:*:*:*:*:*"}]}]}
        """;

    private static FeedRun Run(params string[] configurations) => new FeedRun().WithGzip(
        "nvd/nvdcve-2.0-2021.json.gz",
        """{"vulnerabilities":[{"cve":{"id":"CVE-2021-44228","configurations":[""" + string.Join(',', configurations) + "]}}]}");

    [Fact]
    public void Products_are_rows_of_their_own_ecosystem()
    {
        using var run = Run(Log4j, OnWindows);
        run.Read();

        Assert.Equal(
            [
                new AffectedPackage
                {
                    Key = new("CPE", "", "apache:log4j"),
                    Scheme = "maven",
                    Ranges = [new("2.4.0", "2.12.2"), new("2.13.0", "", "2.14.1")],
                    Versions = ["2.0-beta9"],
                },
            ],
            run.Single.Affected);
    }

    [Theory]
    [InlineData("CPE", "", "apache:log4j", "2.12.1", "2.12.2")]
    [InlineData("CPE", "", "apache:log4j", "2.14.1", "-")]
    [InlineData("CPE", "", "apache:log4j", "2.0-beta9", "-")]
    [InlineData("CPE", "", "apache:log4j", "2.12.2", null)]
    [InlineData("Maven", "", "apache:log4j", "2.12.1", null)]
    [InlineData("Debian", "12", "log4j", "2.12.1", null)]
    public void NVD_speaks_of_what_is_known_by_vendor_and_product_alone(string ecosystem, string release, string name, string version, string? fix)
    {
        using var run = Run(Log4j);
        run.Read();

        Assert.Equal(fix, FixOf(Package(ecosystem, release, name, version), [.. run.Advisories]));
    }

    [Fact]
    public void Neither_the_word_of_a_distribution_nor_that_of_a_registry_is_touched_by_NVD()
    {
        using var run = Run(Log4j);
        run.Read();
        Advisory[] all =
        [
            .. run.Advisories,
            Advisory("CVE-2021-44228", Source("Debian", "12", "log4j", "", VendorState.NotAffected), Binary("Maven", "", "org.apache:log4j", "2.3") with { Scheme = "maven" }),
        ];

        Assert.Null(FixOf(Package("Debian", "12", "log4j", "2.12.1"), all));
        Assert.Null(FixOf(Package("Maven", "", "org.apache:log4j", "2.12.1"), all));
        Assert.Equal("2.3", FixOf(Package("Maven", "", "org.apache:log4j", "2.2"), all));
    }

    [Fact]
    public void Too_many_products_are_a_reject()
    {
        using var run = Run(Log4j);

        Assert.Equal(1, run.ReadOne(limits: FeedLimits.Default with { MaxStatements = 2 }).Rejected);
    }

    [Theory]
    [InlineData(@"cpe:2.3:a:haxx:c\:url\-x:7.1:*:*:*:*:node.js:*:*", "haxx c:url-x 7.1 node.js")]
    [InlineData("cpe:/a:haxx:curl", "")]
    [InlineData("cpe:2.3:a:haxx", "")]
    public void A_name_has_escapes(string text, string expected) =>
        Assert.Equal(expected, CpeName.TryParse(text, out var name) ? $"{name.Vendor} {name.Product} {name.Version} {name.TargetSoftware}" : "");
}
