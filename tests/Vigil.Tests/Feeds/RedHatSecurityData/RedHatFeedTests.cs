using System.Formats.Tar;
using System.Text;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Feeds.RedHatSecurityData;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;

namespace Vigil.Tests.Feeds.RedHatSecurityData;

public sealed class RedHatFeedTests
{
    private const string Document = """
        {"threat_severity":"Moderate","public_date":"2023-05-30T00:00:00Z","bugzilla":{"description":"openssl: slow","id":"1","url":"https://example.org/1"},
         "cvss3":{"cvss3_base_score":"6.5","cvss3_scoring_vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H","status":"verified"},
         "cwe":"CWE-119->CWE-125","name":"CVE-2023-0001","details":["First.","Second."],
         "affected_release":[{"advisory":"RHSA-2023:1","cpe":"cpe:/o:redhat:enterprise_linux:9","package":"openssl-1:3.0.7-16.el9_2"}],
         "package_state":[
           {"cpe":"cpe:/o:redhat:enterprise_linux:7","fix_state":"Out of support scope","package_name":"openssl","product_name":"x"},
           {"cpe":"cpe:/o:redhat:enterprise_linux:8","fix_state":"Will not fix","impact":"low","package_name":"nodejs:18/nodejs","product_name":"x"},
           {"cpe":"cpe:/a:redhat:rhel_eus:8.4","fix_state":"Fix deferred","package_name":"shim","product_name":"x"},
           {"cpe":"cpe:/o:redhat:enterprise_linux:9","fix_state":"Perhaps","package_name":"shim","product_name":"x"},
           {"cpe":"cpe:/o:redhat:enterprise_linux:9","fix_state":"Affected","package_name":"firefox:flatpak/openssl","product_name":"x"},
           {"cpe":"cpe:/o:redhat:enterprise_linux:9","fix_state":"Affected","package_name":"rhel9/openssl","product_name":"x"},
           {"cpe":"cpe:/a:redhat:certifications:1","fix_state":"Affected","package_name":"openssl","product_name":"x"}]}
        """;

    [Fact]
    public void States_of_what_has_no_fix_are_rows_by_source_package()
    {
        using var run = new FeedRun().WithText("redhat/securitydata/CVE-2023-0001.json", Document);

        var report = run.ReadOne();

        Assert.Equal(("redhat", 1, 1), (report.Source, report.Entries, report.Accepted));
        Assert.Contains("Perhaps", Assert.Single(report.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal(
            new Advisory
            {
                Id = "CVE-2023-0001",
                Source = "redhat",
                Summary = "openssl: slow",
                Details = "First.\n\nSecond.",
                Published = new DateTimeOffset(2023, 5, 30, 0, 0, 0, TimeSpan.Zero),
                Severities = [new("REDHAT_CVE", "", "Moderate"), new("REDHAT_CVE", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H")],
                Cwes = ["CWE-119", "CWE-125"],
                References = ["https://example.org/1"],
                Affected =
                [
                    new() { Key = new("Red Hat", "7", "openssl"), NamesSource = true, Scheme = "rpm", State = VendorState.EndOfLife },
                    new() { Key = new("Red Hat", "8", "nodejs"), NamesSource = true, Scheme = "rpm", State = VendorState.WillNotFix, ModuleStream = "nodejs:18", SeverityLabel = "low" },
                    new() { Key = new("Red Hat", "8", "shim"), NamesSource = true, Scheme = "rpm", State = VendorState.Deferred, Repositories = ["rhel_eus:8.4"] },
                ],
            },
            run.Single);
    }

    [Theory]
    [InlineData("Affected", VendorState.Affected)]
    [InlineData("Not affected", VendorState.NotAffected)]
    [InlineData("Under investigation", VendorState.UnderInvestigation)]
    public void A_fix_state_is_the_vendors_state(string state, VendorState expected)
    {
        using var run = new FeedRun().WithText(
            "redhat/securitydata/CVE-2023-0001.json",
            $$"""{"name":"CVE-2023-0001","package_state":{"cpe":"cpe:/o:redhat:enterprise_linux:9","fix_state":"{{state}}","package_name":"a"} }""");

        run.Read();

        Assert.Equal(expected, Assert.Single(run.Single.Affected).State);
    }

    [Fact]
    public void A_single_document_wins_over_an_older_archive()
    {
        using var run = new FeedRun()
            .WithText("redhat/securitydata/CVE-2023-0001.json", Document)
            .WithBytes("redhat/securitydata/cve.tar", Tar(("cve/CVE-2023-0001.json", """{"name":"CVE-2023-0001"}"""), ("cve/CVE-2023-0002.json", """{"name":"CVE-2023-0002"}"""), ("cve/broken.json", "{")));

        var report = run.ReadOne();

        Assert.Equal((4, 2, 2), (report.Entries, report.Accepted, report.Rejected));
        Assert.Equal(3, run.Advisories[0].Affected.Count);
        Assert.Equal(["redhat: CVE-2023-0001.json", "redhat: broken.json"], report.Diagnostics.Where(d => d.Code != FeedCodes.StatementUnusable).Select(d => d.Subject));
    }

    [Theory]
    [InlineData("cpe:/o:redhat:enterprise_linux:8", true, "8", "")]
    [InlineData("cpe:/a:redhat:enterprise_linux:9::crb", true, "9", "enterprise_linux:9::crb")]
    [InlineData("cpe:/a:redhat:openshift:4.12::el8", true, "8", "openshift:4.12::el8")]
    [InlineData("cpe:/a:redhat:openshift:4", false, "", "")]
    public void Only_products_for_Enterprise_Linux_count(string cpe, bool expected, string release, string repository)
    {
        var isProduct = RedHatProduct.TryParse(cpe, out var product);

        Assert.Equal((expected, release, repository), (isProduct, product.Release, product.Repository));
    }

    private static byte[] Tar(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return bytes.ToArray();
    }
}
