using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Oval;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Feeds.Oval.OvalText;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.OracleLinux;

public sealed class OracleLinuxFeedTests
{
    private const string Path = "oracle/com.oracle.elsa-all.xml";

    private const string Metadata = """
        <title>
        ELSA-2024-0001:  nodejs:18 security update (IMPORTANT)
        </title><affected family="unix"><platform>Oracle Linux 8</platform></affected>
        <reference source="elsa" ref_id="ELSA-2024-0001" ref_url="https://linux.oracle.com/errata/ELSA-2024-0001.html"/>
        <reference source="CVE" ref_id="CVE-2024-0001" ref_url="https://linux.oracle.com/cve/CVE-2024-0001.html"/>
        <description>[1:18.19.1-1]
        - a fix</description>
        <advisory><severity>IMPORTANT</severity><rights>Copyright</rights><issued date="2024-02-03"/>
        <cve cvss3="8.1/CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H" href="https://linux.oracle.com/cve/CVE-2024-0001.html" public="20240101">CVE-2024-0001</cve></advisory>
        """;

    private static string Document()
    {
        var text = new OvalText();
        string Build(string arch, string fix) => All(
            text.Arch(arch),
            text.Module("nodejs:18"),
            Any(All(text.Below("nodejs", fix), text.Signed("nodejs")), All(text.Below("npm", "0:10.2-1"), text.Signed("npm"))));
        return text.Definition("oval:com.oracle.elsa:def:20240001", Metadata, All(text.Release("^8"), Any(
            Build("aarch64", "1:18.19.1-1.module+el8.9.0+1"),
            Build("x86_64", "1:18.19.1-2.module+el8.9.0+1")))).ToString();
    }

    [Fact]
    public void An_erratum_states_fixes_by_package_architecture_and_module()
    {
        using var run = new FeedRun().WithText(Path, Document());

        var report = run.ReadOne();

        Assert.Equal(("oracle", 1, 1, false), (report.Source, report.Entries, report.Accepted, report.IsBroken));
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero), report.Newest);
        Assert.Equal(
            new Advisory
            {
                Id = "ELSA-2024-0001",
                Source = "oracle",
                Vulnerabilities = ["CVE-2024-0001"],
                Summary = "nodejs:18 security update (IMPORTANT)",
                Details = "[1:18.19.1-1]\n- a fix",
                Published = new DateTimeOffset(2024, 2, 3, 0, 0, 0, TimeSpan.Zero),
                Modified = new DateTimeOffset(2024, 2, 3, 0, 0, 0, TimeSpan.Zero),
                Severities = [new("oracle", "CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H")],
                References = ["https://linux.oracle.com/errata/ELSA-2024-0001.html", "https://linux.oracle.com/cve/CVE-2024-0001.html"],
                Affected =
                [
                    Row("nodejs", "1:18.19.1-1.module+el8.9.0+1", "aarch64"),
                    Row("npm", "10.2-1", "aarch64", "x86_64"),
                    Row("nodejs", "1:18.19.1-2.module+el8.9.0+1", "x86_64"),
                ],
            },
            run.Single);
    }

    [Theory]
    [InlineData("8", "x86_64", "nodejs:18", "1:18.19.1-1.module+el8.9.0+1", "1:18.19.1-2.module+el8.9.0+1")]
    [InlineData("8", "aarch64", "nodejs:18", "1:18.19.1-1.module+el8.9.0+1", null)]
    [InlineData("8", "x86_64", "nodejs:20", "1:18.19.1-1.module+el8.9.0+1", null)]
    public void An_installed_package_is_judged(string release, string arch, string module, string version, string? fix)
    {
        using var run = new FeedRun().WithText(Path, Document());
        run.Read();

        var package = Package("Oracle Linux", release, "nodejs", version) with { Arch = arch, ModuleStream = module };

        Assert.Equal(fix, FixOf(package, [.. run.Advisories]));
    }

    [Fact]
    public void A_packed_document_is_unpacked()
    {
        using var run = new FeedRun().WithGzip(Path + ".gz", Document());

        Assert.Equal(1, run.ReadOne().Accepted);
    }

    [Fact]
    public void A_definition_that_is_not_understood_is_rejected_and_the_others_stay()
    {
        var text = new OvalText();
        var document = text
            .Definition("oval:t:def:1", Metadata, All(text.Release("^8"), text.Below("a", "0:1-1")))
            .Definition("oval:t:def:2", Metadata, All(text.Release("^8"), text.Below("a", "0:1-1")))
            .Definition("oval:t:def:3", "<title>no name</title>", All(text.Below("a", "0:1-1")))
            .Definition("oval:t:def:4", Metadata, All("<criterion comment=\"\" test_ref=\"oval:t:tst:999\"/>"))
            .Definition("oval:t:def:5", Metadata, "<criteria negate=\"true\"/>")
            .Definition("oval:t:def:6", Metadata, All(text.Below("a", "0:1-1", "bitwise and")))
            .Definition("oval:t:def:7", Metadata, string.Concat(Enumerable.Repeat("<criteria>", 40)) + string.Concat(Enumerable.Repeat("</criteria>", 40)));
        using var run = new FeedRun().WithText(Path, document.ToString());

        var report = run.ReadOne();

        Assert.Equal((7, 1, 6, false), (report.Entries, report.Accepted, report.Rejected, report.IsBroken));
        Assert.Equal(6, report.Diagnostics.Count);
    }

    [Theory]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("<!DOCTYPE oval_definitions [<!ENTITY a \"aaaa\">]><oval_definitions>&a;</oval_definitions>")]
    [InlineData("<oval_definitions><definitions><definition id=\"a\">")]
    [InlineData("<oval_definitions><tests><rpminfo_test id=\"nameless\"/></tests></oval_definitions>")]
    public void A_document_of_another_kind_breaks_the_source(string xml)
    {
        using var run = new FeedRun().WithText(Path, xml);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Equal(FeedCodes.DocumentBroken, Assert.Single(report.Diagnostics).Code);
        Assert.Empty(run.Advisories);
    }

    [Property]
    public Property A_damaged_document_is_read_rejected_or_named_as_broken() =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(0, Encoding.UTF8.GetByteCount(Document()) - 1), Gen.Choose(0, 255)).ToArbitrary(),
            damage =>
            {
                var bytes = Encoding.UTF8.GetBytes(Document());
                bytes[damage.Item1] = (byte)damage.Item2;
                using var run = new FeedRun().WithBytes(Path, bytes);

                var report = run.ReadOne();

                return report.IsBroken || report.Entries > 0 || run.Advisories.Count == 0;
            });

    private static AffectedPackage Row(string name, string fix, params string[] arches) => Binary("Oracle Linux", "8", name, fix) with
    {
        Arches = [.. arches],
        ModuleStream = "nodejs:18",
        SeverityLabel = "IMPORTANT",
    };
}
