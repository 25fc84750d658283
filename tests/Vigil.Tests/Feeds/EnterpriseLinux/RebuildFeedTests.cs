using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.EnterpriseLinux;

public sealed class RebuildFeedTests
{
    private const string Index = """
        <repomd xmlns="http://linux.duke.edu/metadata/repo"><data type="updateinfo"><location href="repodata/updateinfo.xml.gz"/></data></repomd>
        """;

    private static string Erratum(string package, string arch) => $"""
        <updates><update from="errata@rockylinux.org" status="final" type="security" version="2"><id>RLSA-2024:1234</id><title>Important: curl security update</title>
        <issued date="2024-02-02 01:40:10"/><severity>Important</severity><description>curl transfers files.</description>
        <references><reference href="https://cve.mitre.org/x" id="CVE-2024-0001" type="cve" title="CVE-2024-0001"/></references>
        <pkglist><collection short="x"><package name="{package}" version="7.76" release="2.el9" epoch="0" arch="{arch}"/></collection></pkglist></update>
        <update type="bugfix"><id>RLBA-2024:1</id><title>x</title><pkglist/></update></updates>
        """;

    [Theory]
    [InlineData("almalinux", "AlmaLinux")]
    [InlineData("rocky", "Rocky Linux")]
    public void An_erratum_of_several_repositories_is_one(string feed, string ecosystem)
    {
        using var run = new FeedRun();
        foreach (var (repository, package, arch) in new[] { ("BaseOS", "curl", "x86_64"), ("BaseOS", "curl", "aarch64"), ("AppStream", "libcurl-devel", "x86_64") })
        {
            run.WithText($"{feed}/9/{repository}/{arch}/os/repodata/repomd.xml", Index).WithGzip($"{feed}/9/{repository}/{arch}/os/repodata/updateinfo.xml.gz", Erratum(package, arch));
        }

        var report = run.ReadOne();

        Assert.Equal(($"{feed}/9", 2, 1), (report.Source, report.Accepted, report.Advisories));
        Assert.Equal(["CVE-2024-0001"], run.Single.Vulnerabilities);
        Assert.Equal(
            [
                Binary(ecosystem, "9", "libcurl-devel", "7.76-2.el9") with { Arches = ["x86_64"], SeverityLabel = "Important" },
                Binary(ecosystem, "9", "curl", "7.76-2.el9") with { Arches = ["aarch64", "x86_64"], SeverityLabel = "Important" },
            ],
            run.Single.Affected);
        Assert.Equal("7.76-2.el9", FixOf(Package(ecosystem, "9", "curl", "7.76-1.el9") with { Arch = "x86_64" }, [.. run.Advisories]));
    }

    [Fact]
    public void A_broken_repository_is_named_and_leaves_the_others()
    {
        using var run = new FeedRun()
            .WithText("rocky/9/AppStream/x86_64/os/repodata/repomd.xml", "<html>busy</html>")
            .WithText("rocky/9/BaseOS/x86_64/os/repodata/repomd.xml", Index).WithGzip("rocky/9/BaseOS/x86_64/os/repodata/updateinfo.xml.gz", Erratum("curl", "x86_64"));

        var report = run.ReadOne();

        Assert.Equal((true, 2), (report.IsBroken, report.Accepted));
    }
}
