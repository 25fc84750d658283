using System.Text;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Download;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.Fedora;

public sealed class FedoraFeedTests
{
    private const string Fedora42 = "fedora/fedora/linux/updates/42/Everything/x86_64";
    private const string Epel9 = "fedora/epel/9/Everything/x86_64";

    private static string Index(string location, string digest = "") => $"""
        <repomd xmlns="http://linux.duke.edu/metadata/repo"><data type="updateinfo"><checksum type="sha256">{digest}</checksum><location href="{location}"/></data></repomd>
        """;

    private const string Updates = """
        <?xml version="1.0" encoding="UTF-8"?>
        <updates><update from="updates@fedoraproject.org" status="stable" type="security" version="2.0"><id>FEDORA-2024-aec80d6e8a</id><title>glibc-2.38-16.fc42</title>
        <issued date="2024-02-02 01:40:10"/><rights>Copyright (C) 2024 Red Hat</rights><release>Fedora 42</release><severity>Important</severity>
        <summary>glibc-2.38-16.fc42 security update</summary><description>Three flaws.</description>
        <references><reference href="https://bugzilla.redhat.com/show_bug.cgi?id=2249053" id="2249053" type="bugzilla" title="CVE-2024-0001 CVE-2024-0002 glibc: overflows [fedora-all]"/></references>
        <pkglist><collection short="F42"><name>Fedora 42</name>
        <package name="glibc" version="2.38" release="16.fc42" epoch="0" arch="x86_64" src="glibc-2.38-16.fc42.src.rpm"><filename>a.rpm</filename></package>
        <package name="glibc" version="2.38" release="16.fc42" epoch="0" arch="i686"/><package name="glibc" version="2.38" release="16.fc42" epoch="0" arch="src"/>
        </collection></pkglist></update>
        <update type="security"><id>FEDORA-2024-2</id><title>httpd</title><severity>None</severity><description>Fixes CVE-2024-0003.</description><references/>
        <pkglist><collection short="F42"><module name="httpd" stream="2.4" version="1" context="c" arch="x86_64"/><package name="httpd" version="2.4" release="1.fc42" epoch="1" arch="x86_64"/></collection></pkglist></update>
        <update type="bugfix"><id>FEDORA-2024-3</id><title>mc</title><description>Mentions CVE-2024-0004.</description>
        <pkglist><collection short="F42"><package name="mc" version="1" release="1.fc42" epoch="0" arch="x86_64"/></collection></pkglist></update></updates>
        """;

    [Fact]
    public void Security_updates_state_fixes_of_the_flaws_in_their_references_or_texts()
    {
        using var run = new FeedRun().WithText($"{Fedora42}/repodata/repomd.xml", Index("repodata/updateinfo.xml.gz")).WithGzip($"{Fedora42}/repodata/updateinfo.xml.gz", Updates);

        var report = run.ReadOne();

        Assert.Equal(("fedora/42", 3, 3, 2), (report.Source, report.Entries, report.Accepted, report.Advisories));
        Assert.Equal(
            [
                new()
                {
                    Id = "FEDORA-2024-2",
                    Source = "fedora/42",
                    Vulnerabilities = ["CVE-2024-0003"],
                    Summary = "httpd",
                    Details = "Fixes CVE-2024-0003.",
                    Affected = [Binary("Fedora", "42", "httpd", "1:2.4-1.fc42") with { Arches = ["x86_64"], ModuleStream = "httpd:2.4" }],
                },
                new()
                {
                    Id = "FEDORA-2024-aec80d6e8a",
                    Source = "fedora/42",
                    Vulnerabilities = ["CVE-2024-0001", "CVE-2024-0002"],
                    Summary = "glibc-2.38-16.fc42",
                    Details = "Three flaws.",
                    Published = new DateTimeOffset(2024, 2, 2, 1, 40, 10, TimeSpan.Zero),
                    Modified = new DateTimeOffset(2024, 2, 2, 1, 40, 10, TimeSpan.Zero),
                    Severities = [new("fedora/42", "", "Important")],
                    References = ["https://bugzilla.redhat.com/show_bug.cgi?id=2249053"],
                    Affected = [Binary("Fedora", "42", "glibc", "2.38-16.fc42") with { Arches = ["i686", "x86_64"], SeverityLabel = "Important" }],
                },
            ],
            run.Advisories);
    }

    [Theory]
    [InlineData(Fedora42, "Fedora", "42", "2.38-15.fc42", "CVE-2024-0001 CVE-2024-0002")]
    [InlineData(Fedora42, "Fedora", "42", "2.38-16.fc42", "")]
    [InlineData(Epel9, "Rocky Linux", "9", "2.38-15.el9", "CVE-2024-0001 CVE-2024-0002")]
    [InlineData(Epel9, "Red Hat", "9", "2.38-15.el9", "CVE-2024-0001 CVE-2024-0002")]
    public void An_installed_package_is_judged(string path, string ecosystem, string release, string version, string flaws)
    {
        using var run = new FeedRun().WithText($"{path}/repodata/repomd.xml", Index("repodata/updateinfo.xml")).WithText($"{path}/repodata/updateinfo.xml", Updates);
        run.Read();

        var verdicts = Judge(Package(ecosystem, release, "glibc", version) with { Arch = "x86_64" }, [.. run.Advisories]).Verdicts;

        Assert.Equal(flaws, string.Join(' ', verdicts.Select(verdict => verdict.VulnerabilityId)));
    }

    [Fact]
    public async Task A_repository_is_fetched_by_its_index_and_unpacked()
    {
        using var publisher = new FakePublisher();
        using var http = new HttpClient(publisher);
        using var cache = new FeedRun();
        using var packer = new ZstdSharp.Compressor();
        var packed = packer.Wrap(Encoding.UTF8.GetBytes(Updates)).ToArray();
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(packed));
        publisher[$"{Fedora42}/repodata/new-updateinfo.xml.zst"] = packed;
        publisher.Set($"{Fedora42}/repodata/repomd.xml", Index("repodata/new-updateinfo.xml.zst", digest));
        cache.WithText($"{Fedora42}/repodata/repomd.xml", Index("repodata/old-updateinfo.xml.zst")).WithText($"{Fedora42}/repodata/old-updateinfo.xml.zst", "old");

        var reports = await FeedUpdate.RunAsync(
            http, new Uri("http://mirror.test/"), cache.Root, FeedSelection.Of(["fedora/42"]), new FetchOptions(), TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal(FetchOutcome.Fetched, Assert.Single(reports).Outcome);
        Assert.Equal(3, cache.ReadOne().Accepted);
        Assert.False(File.Exists(Path.Combine(cache.Root, $"{Fedora42}/repodata/old-updateinfo.xml.zst")));
    }

    [Fact]
    public void A_document_of_another_kind_or_a_cut_one_breaks_the_source()
    {
        using var run = new FeedRun()
            .WithText($"{Fedora42}/repodata/repomd.xml", Index("repodata/updateinfo.xml.zst"))
            .WithBytes($"{Fedora42}/repodata/updateinfo.xml.zst", [0x28, 0xB5, 0x2F, 0xFD, 0, 1, 2, 3]);

        Assert.True(run.ReadOne().IsBroken);
    }
}
