using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;

namespace Vigil.Tests.Feeds.AmazonUpdateInfo;

public sealed class AmazonFeedTests
{
    private const string Index = """
        <?xml version="1.0" encoding="UTF-8"?>
        <repomd xmlns="http://linux.duke.edu/metadata/repo"><data type="primary"><location href="repodata/primary.xml.gz"/></data>
        <data type="updateinfo"><checksum type="sha256">00ff</checksum><location href="repodata/updateinfo.xml.gz"/></data></repomd>
        """;

    private static string Updates(string arch, string more = "") => $"""
        <?xml version="1.0" ?>
        <updates><update author="a" status="final" type="security" version="1.4"><id>ALAS2-2024-001</id><title>critical: bash &amp;amp; more</title>
        <issued date="2024-01-02 03:04:05" /><updated date="2024-02-03 04:05:06" /><severity>critical</severity><description>Two &lt;b&gt; flaws.</description>
        <references><reference href="https://example.org/CVE-2024-0001" id="CVE-2024-0001" title="" type="cve" /><reference href="https://example.org/b" id="B-1" type="bugzilla" /></references>
        <pkglist><collection short="amazon-linux-2"><name>Amazon Linux 2</name>
        <package arch="{arch}" epoch="2" name="bash" release="1.amzn2" version="5.1"><filename>x.rpm</filename></package>
        <package arch="noarch" epoch="0" name="bash-doc" release="1.amzn2" version="5.1" /></collection></pkglist></update>{more}</updates>
        """;

    private static FeedRun Repository(string path, params (string Arch, string Xml)[] documents)
    {
        var run = new FeedRun();
        foreach (var (arch, xml) in documents)
        {
            run.WithText($"alas/{path}/{arch}/repodata/repomd.xml", Index).WithGzip($"alas/{path}/{arch}/repodata/updateinfo.xml.gz", xml);
        }

        return run;
    }

    [Fact]
    public void The_documents_of_all_architectures_give_one_advisory()
    {
        using var run = Repository("2/core/2.0", ("x86_64", Updates("x86_64")), ("aarch64", Updates("aarch64")));

        var report = run.ReadOne();

        Assert.Equal(("alas/2/core", 1, 1), (report.Source, report.Entries, report.Accepted));
        Assert.Equal(
            new Advisory
            {
                Id = "ALAS2-2024-001",
                Source = "alas/2/core",
                Vulnerabilities = ["CVE-2024-0001"],
                Summary = "critical: bash & more",
                Details = "Two <b> flaws.",
                Published = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero),
                Modified = new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero),
                Severities = [new("AMAZON_CVE", "", "critical")],
                References = ["https://example.org/CVE-2024-0001", "https://example.org/b"],
                Affected =
                [
                    new() { Key = new("Amazon Linux", "2", "bash"), Scheme = "rpm", Ranges = [new("", "2:5.1-1.amzn2")], Arches = ["aarch64", "x86_64"], SeverityLabel = "critical" },
                    new() { Key = new("Amazon Linux", "2", "bash-doc"), Scheme = "rpm", Ranges = [new("", "5.1-1.amzn2")], Arches = ["noarch"], SeverityLabel = "critical" },
                ],
            },
            run.Single);
    }

    [Theory]
    [InlineData("al1/updates", "alas/al1/updates", "1", "")]
    [InlineData("2/extras/docker/latest", "alas/2/extras/docker", "2", "docker")]
    [InlineData("al2022/core/mirrors/latest", "alas/al2022/core", "2022", "")]
    [InlineData("al2023/kernel-livepatch/mirrors/latest", "alas/al2023/kernel-livepatch", "2023", "")]
    public void The_place_of_a_repository_tells_release_and_topic(string path, string source, string release, string topic)
    {
        using var run = Repository(path, ("x86_64", Updates("x86_64")));

        run.Read();

        Assert.Equal(source, run.Single.Source);
        Assert.Equal(release, run.Single.Affected[0].Key.Release);
        Assert.Equal(topic, string.Join(',', run.Single.Affected[0].Repositories));
    }

    [Fact]
    public void An_update_without_a_name_is_rejected()
    {
        using var run = Repository("2/core/2.0", ("x86_64", Updates("x86_64", "<update><title>nameless</title></update>")));

        var report = run.ReadOne();

        Assert.Equal((2, 1, 1, false), (report.Entries, report.Accepted, report.Rejected, report.IsBroken));
    }

    [Theory]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("<!DOCTYPE updates [<!ENTITY a \"aaaa\">]><updates>&a;</updates>")]
    [InlineData("<updates><update><id>ALAS-1</id>")]
    public void A_document_of_another_kind_breaks_the_source(string xml)
    {
        using var run = Repository("2/core/2.0", ("x86_64", xml));

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Equal(FeedCodes.DocumentBroken, Assert.Single(report.Diagnostics).Code);
        Assert.Empty(run.Advisories);
    }

    [Property]
    public Property A_damaged_document_is_read_rejected_or_named_as_broken() =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(0, Encoding.UTF8.GetByteCount(Updates("x86_64")) - 1), Gen.Choose(0, 255)).ToArbitrary(),
            damage =>
            {
                var bytes = Encoding.UTF8.GetBytes(Updates("x86_64"));
                bytes[damage.Item1] = (byte)damage.Item2;
                using var run = Repository("2/core/2.0", ("x86_64", Encoding.Latin1.GetString(bytes)));

                var report = run.ReadOne();

                return report.IsBroken || report.Accepted + report.Rejected > 0 || run.Advisories.Count == 0;
            });
}
