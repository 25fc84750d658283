using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.Windows;

public sealed class WindowsFeedTests
{
    private const string Month = """
        {"DocumentTitle":{"Value":"June 2024 Security Updates"},
         "ProductTree":{"Branch":[],"FullProductName":[
           {"ProductID":"1","Value":"Windows Server 2022","CPE":"cpe:2.3:o:microsoft:windows_server_2022:*"},
           {"ProductID":"2","Value":"Windows 11 Version 24H2 for x64-based Systems"},{"ProductID":"3","Value":"Windows 11 Version 24H2 for ARM64-based Systems"},
           {"ProductID":"4","Value":"Microsoft .NET Framework 4.8 on Windows Server 2022"},{"ProductID":"5","Value":"Microsoft Edge (Chromium-based)"}]},
         "Vulnerability":[
           {"CVE":"CVE-2024-0001","Title":{"Value":"Kernel Elevation of Privilege"},
            "Notes":[{"Title":"Description","Type":2,"Value":"<p>A use after free.</p>"},{"Title":"FAQ","Type":4,"Value":"no"}],
            "CWE":[{"ID":"CWE-416","Value":"Use After Free"}],
            "ProductStatuses":[{"ProductID":["1","2","3","4","5"],"Type":3}],
            "Threats":[{"Description":{"Value":"Important"},"ProductID":["1","2","3"],"Type":3},{"Description":{"Value":"Elevation of Privilege"},"ProductID":["1"],"Type":0}],
            "CVSSScoreSets":[{"BaseScore":7.8,"Vector":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H","ProductID":["1"]}],
            "Remediations":[
              {"Description":{"Value":"5039227"},"Supercedence":"5037782","ProductID":["1"],"Type":2,"SubType":"Security Update","FixedBuild":"10.0.20348.2527"},
              {"Description":{"Value":"5039330"},"ProductID":["1"],"Type":2,"SubType":"Security Hotpatch Update","FixedBuild":"10.0.20348.2522"},
              {"Description":{"Value":"5039239"},"ProductID":["2","3"],"Type":2,"FixedBuild":"10.0.26100.863"},
              {"Description":{"Value":"Disable it"},"ProductID":["1"],"Type":0}],
            "RevisionHistory":[{"Number":"1.1","Date":"2024-06-20T07:00:00Z"},{"Number":"1.0","Date":"2024-06-11T07:00:00Z"}]},
           {"CVE":"CVE-2024-0002","Title":{"Value":"The same updates fix it"},
            "Threats":[{"Description":{"Value":"Important"},"ProductID":["2","3"],"Type":3}],
            "Remediations":[{"Description":{"Value":"5039239"},"ProductID":["2","3"],"Type":2,"FixedBuild":"10.0.26100.863"}]},
           {"Title":{"Value":"without a name"}}, 7]}
        """;

    private const string Table = """
        DatePosted,CVE,BulletinKB,Title,AffectedProduct,AffectedComponent,Severity,Impact,Supersedes,Exploits
        20240514,CVE-2024-0009,5037782,A flaw,Windows Server 2022,Kernel,Critical,Remote Code Execution,5036909,
        20240611,CVE-2024-0010,5039227,"Another, later",Windows Server 2022 (Server Core installation),Kernel,Important,Spoofing,5037782,
        20240611,CVE-2024-0011,,Without an update,Windows Server 2022,Kernel,Low,Spoofing,,
        20240611,unnamed,5039227,x,Windows Server 2022,Kernel,Low,Spoofing,,
        """;

    private static Coordinate Windows(string release, string build, string arch = "x64", string updates = "") =>
        Package("Windows", release, "Windows", build) with { Arch = arch, Repository = updates };

    [Fact]
    public void An_update_is_an_erratum_for_the_flaws_that_it_fixes()
    {
        using var run = new FeedRun().WithText("windows/cvrf/2024-Jun", Month);

        var report = run.ReadOne();

        Assert.Equal(("windows", 4, 2, 2), (report.Source, report.Entries, report.Accepted, report.Rejected));
        Assert.Equal(["CVE-2024-0001", "CVE-2024-0002", "KB5039227", "KB5039239"], run.Advisories.Select(advisory => advisory.Id));
        Assert.Equal(
            new Advisory
            {
                Id = "KB5039227",
                Source = "windows",
                Vulnerabilities = ["CVE-2024-0001"],
                References = ["https://support.microsoft.com/help/5039227"],
                Affected = [Row("Server 2022", "Windows", "10.0.20348.2522")],
            },
            run.Advisories[2]);
        Assert.Equal(["CVE-2024-0001", "CVE-2024-0002"], run.Advisories[3].Vulnerabilities);
        Assert.Equal(
            [Row("11 Version 24H2", "Windows", "10.0.26100.863") with { Arches = ["arm64", "x64"] }],
            run.Advisories[3].Affected);
    }

    [Fact]
    public void A_flaw_keeps_what_is_known_of_it()
    {
        using var run = new FeedRun().WithText("windows/cvrf/2024-Jun", Month);
        run.Read();

        var flaw = run.Advisories[0];

        Assert.Equal(("Kernel Elevation of Privilege", "A use after free."), (flaw.Summary, flaw.Details));
        Assert.Equal(["CWE-416"], flaw.Cwes);
        Assert.Equal(
            [new("MICROSOFT", "", "Important"), new("MICROSOFT", "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H")],
            flaw.Severities);
        Assert.Equal((new(2024, 6, 11, 7, 0, 0, TimeSpan.Zero), new(2024, 6, 20, 7, 0, 0, TimeSpan.Zero)), (flaw.Published!.Value, flaw.Modified!.Value));
        Assert.Equal([Row("Server 2022", "Microsoft .NET Framework 4.8", "")], flaw.Affected);
    }

    [Theory]
    [InlineData("Server 2022", "10.0.20348.2461", "CVE-2024-0001 10.0.20348.2522 KB5039227")]
    [InlineData("Server 2022", "10.0.20348.2522", "")]
    [InlineData("11 Version 24H2", "10.0.26100.1", "CVE-2024-0001 10.0.26100.863 KB5039239, CVE-2024-0002 10.0.26100.863 KB5039239")]
    [InlineData("11 Version 24H2", "10.0.26100.863", "")]
    public void A_build_is_judged(string release, string build, string expected)
    {
        using var run = new FeedRun().WithText("windows/cvrf/2024-Jun", Month);
        run.Read();

        Assert.Equal(expected, VerdictsOf(run, Windows(release, build)));
    }

    [Theory]
    [InlineData("KB5036909", "CVE-2024-0009 KB5037782 KB5037782")]
    [InlineData("KB5037782", "")]
    [InlineData("KB5030000 KB5039227", "")]
    [InlineData("", "")]
    public void Without_builds_the_installed_updates_decide_and_later_ones_hold_earlier_fixes(string updates, string expected)
    {
        using var run = new FeedRun().WithGzip("windows/msrc.csv.gz", Table);
        run.Read();

        Assert.Equal(expected, VerdictsOf(run, Windows("Server 2022", "10.0.20348.1", updates: updates)));
    }

    [Fact]
    public void Rows_of_a_table_are_counted_and_bad_ones_named()
    {
        using var run = new FeedRun().WithText("windows/msrc.csv", Table);

        var report = run.ReadOne();

        Assert.Equal((4, 3, 1), (report.Entries, report.Accepted, report.Rejected));
        Assert.Equal("windows: row 5", Assert.Single(report.Diagnostics).Subject);
    }

    [Theory]
    [InlineData("windows/cvrf/2024-Jun", "<html>busy</html>")]
    [InlineData("windows/cvrf/2024-Jun", """{"Vulnerability":[]}""")]
    [InlineData("windows/cvrf/2024-Jun", """{"ProductTree":{"FullProductName":[]},"Vulnerability":[{"CVE":"CVE-2024-0001"}""")]
    [InlineData("windows/msrc.csv", "a,b\n1,2\n")]
    public void A_broken_document_is_named(string path, string text)
    {
        using var run = new FeedRun().WithText(path, text);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Contains(report.Diagnostics, diagnostic => diagnostic.Code == FeedCodes.DocumentBroken);
    }

    [Fact]
    public void An_update_that_fixes_more_in_one_product_than_in_another_is_several_errata()
    {
        using var run = new FeedRun().WithText("windows/msrc.csv", """
            DatePosted,CVE,BulletinKB,Title,AffectedProduct,AffectedComponent,Severity,Impact,Supersedes,Exploits
            20240514,CVE-2024-0001,7,A,Windows Server 2022,,,,,
            20240514,CVE-2024-0002,7,A,Windows Server 2022,,,,,
            20240514,CVE-2024-0001,7,A,Windows 10 for 32-bit Systems,,,,,
            """);
        run.Read();

        Assert.Equal("CVE-2024-0001 KB7 KB7, CVE-2024-0002 KB7 KB7", VerdictsOf(run, Windows("Server 2022", "10.0.1", updates: "KB1")));
        Assert.Equal("CVE-2024-0001 KB7 KB7 (10 x86)", VerdictsOf(run, Windows("10", "10.0.1", "x86", "KB1")));
    }

    [Fact]
    public void An_entry_with_too_many_statements_is_left_out()
    {
        using var run = new FeedRun().WithText("windows/cvrf/2024-Jun", Month);

        var report = run.ReadOne(limits: FeedLimits.Default with { MaxStatements = 2 });

        Assert.Equal(3, report.Rejected);
    }

    [Fact]
    public void Updates_that_replace_each_other_in_a_ring_end()
    {
        using var run = new FeedRun().WithText("windows/msrc.csv", """
            DatePosted,CVE,BulletinKB,Title,AffectedProduct,AffectedComponent,Severity,Impact,Supersedes,Exploits
            20240514,CVE-2024-0009,1,A,Windows Server 2022,,,,2,
            20240514,CVE-2024-0009,2,A,Windows Server 2022,,,,1,
            """);
        run.Read();

        Assert.Equal("", VerdictsOf(run, Windows("Server 2022", "10.0.20348.1", updates: "KB2")));
    }

    private static string VerdictsOf(FeedRun run, Coordinate package) => string.Join(
        ", ",
        Judge(package, [.. run.Advisories]).Verdicts.Select(verdict => $"{verdict.VulnerabilityId} {verdict.FixedVersion} {verdict.AdvisoryId}"));

    private static AffectedPackage Row(string release, string name, string fix) => new()
    {
        Key = new("Windows", release, name),
        Scheme = "windows",
        Ranges = fix.Length > 0 ? [new("", fix)] : [],
    };
}
