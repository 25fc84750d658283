using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.UbuntuOval;

public sealed class UbuntuOvalFeedTests
{
    private const string Path = "ubuntu-oval/com.ubuntu.jammy.cve.oval.xml";

    private static string Document(params string[] definitions) => $"""
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">
          <generator><oval:timestamp>2024-08-09T03:00:00</oval:timestamp></generator>
          <definitions>
            <definition class="inventory" id="oval:com.ubuntu.jammy:def:100" version="1"><metadata><title>Check that Ubuntu 22.04 is installed.</title></metadata></definition>
            {string.Concat(definitions)}
          </definitions>
          <tests><dpkginfo_test id="oval:com.ubuntu.jammy:tst:1"/></tests>
        </oval_definitions>
        """;

    private static string Definition(string cve, params string[] comments) => $"""
        <definition class="vulnerability" id="oval:com.ubuntu.jammy:def:1" version="1"><metadata>
          <title>{cve} on Ubuntu 22.04 LTS (jammy) - medium.</title><description>A flaw in curl.</description>
          <affected family="unix"><platform>Ubuntu 22.04 LTS</platform></affected>
          <reference source="CVE" ref_id="{cve}" ref_url="https://ubuntu.com/security/{cve}"/>
          <advisory><severity>Medium</severity><public_date>2024-07-01 22:15:00 UTC</public_date>
            <cve href="x" priority="medium" public="20240701" cvss_score="5.5" cvss_vector="CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H">{cve}</cve></advisory>
        </metadata><criteria><extend_definition definition_ref="oval:com.ubuntu.jammy:def:100" comment="Ubuntu 22.04 LTS (jammy) is installed."/><criteria operator="OR">
          {string.Concat(comments.Select(comment => $"<criterion test_ref=\"oval:com.ubuntu.jammy:tst:1\" comment=\"{comment}\"/>"))}
        </criteria></criteria></definition>
        """;

    [Fact]
    public void A_definition_is_an_advisory_about_its_flaw()
    {
        using var run = new FeedRun().WithText(Path, Document(Definition("CVE-2024-0001", "curl package in jammy was vulnerable but has been fixed (note: '7.81.0-1ubuntu1.15').")));

        var report = run.ReadOne();

        Assert.Equal(("ubuntu-oval/jammy", 1, 1), (report.Source, report.Entries, report.Accepted));
        Assert.Equal(
            new Advisory
            {
                Id = "CVE-2024-0001",
                Source = "ubuntu-oval/jammy",
                Details = "A flaw in curl.",
                Published = new(2024, 7, 1, 22, 15, 0, TimeSpan.Zero),
                Severities = [new("UBUNTU_CVE", "", "medium"), new("UBUNTU_CVE", "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H")],
                References = ["https://ubuntu.com/security/CVE-2024-0001"],
                Affected = [Source("Ubuntu", "22.04", "curl", "7.81.0-1ubuntu1.15")],
            },
            run.Single);
    }

    [Theory]
    [InlineData("curl package in jammy is affected and needs fixing.", VendorState.Affected)]
    [InlineData("curl package in jammy is affected and may need fixing.", VendorState.UnderInvestigation)]
    [InlineData("curl package in jammy is affected, but a decision has been made to defer addressing it (note: '2024-07-01').", VendorState.Deferred)]
    [InlineData("curl package in jammy is affected. An update containing the fix has been completed and is pending publication (note: '7.81.0-2').", VendorState.FixPending)]
    [InlineData("curl package in jammy, while related to the CVE in some way, a decision has been made to ignore this issue (note: 'minor').", VendorState.WillNotFix)]
    [InlineData("curl package in jammy, while related to the CVE in some way, a decision has been made to ignore this issue (note: 'end of life').", VendorState.EndOfLife)]
    public void What_was_decided_stands_in_the_comment(string comment, VendorState state)
    {
        using var run = new FeedRun().WithText(Path, Document(Definition("CVE-2024-0001", comment)));
        run.Read();

        Assert.Equal([Source("Ubuntu", "22.04", "curl", "", state)], run.Single.Affected);
    }

    [Theory]
    [InlineData("ubuntu-oval/com.ubuntu.esm-infra_xenial.cve.oval.xml", "curl package in xenial is affected and needs fixing.", "Pro:16.04")]
    [InlineData(Path, "curl package in jammy was vulnerable but has been fixed (note: '7.81.0-1ubuntu1+esm1').", "Pro:22.04")]
    public void Extended_maintenance_is_a_release_of_its_own(string path, string comment, string release)
    {
        using var run = new FeedRun().WithText(path, Document(Definition("CVE-2024-0001", comment)));
        run.Read();

        Assert.Equal(release, Assert.Single(run.Single.Affected).Key.Release);
    }

    [Fact]
    public void It_outranks_the_copy()
    {
        using var run = new FeedRun()
            .WithText(Path, Document(Definition("CVE-2024-0001", "curl package in jammy was vulnerable but has been fixed (note: '7.81.0-1').")))
            .WithZip("osv/Ubuntu/all.zip", ("a.json", """
                {"id":"UBUNTU-CVE-2024-0001","upstream":["CVE-2024-0001"],"affected":[{"package":{"ecosystem":"Ubuntu:22.04:LTS","name":"curl"},
                 "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]}]}
                """));
        run.Read();

        Assert.Equal("7.81.0-1", FixOf(Package("Ubuntu", "22.04", "curl", "7.80-1"), [.. run.Advisories]));
        Assert.Null(FixOf(Package("Ubuntu", "22.04", "curl", "7.81.0-1"), [.. run.Advisories]));
    }

    [Fact]
    public void Definitions_without_a_flaw_or_seen_before_are_named()
    {
        using var run = new FeedRun().WithText(Path, Document(Definition("CVE-2024-0001", "x"), Definition("CVE-2024-0001", "x"), Definition("unnamed", "x")));

        var report = run.ReadOne();

        Assert.Equal((1, 2), (report.Accepted, report.Rejected));
    }

    [Theory]
    [InlineData("<html/>")]
    [InlineData("<oval_definitions><definitions><definition class=\"vulnerability\">")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><oval_definitions>&a;</oval_definitions>")]
    public void A_broken_document_is_named(string text)
    {
        using var run = new FeedRun().WithText(Path, text);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Contains(report.Diagnostics, diagnostic => diagnostic.Code == FeedCodes.DocumentBroken);
    }

    [Fact]
    public void Too_many_statements_are_a_reject()
    {
        string[] comments = [.. Enumerable.Range(0, 5).Select(n => $"p{n} package in jammy is affected and needs fixing.")];
        using var run = new FeedRun().WithText(Path, Document(Definition("CVE-2024-0001", comments)));

        Assert.Equal(1, run.ReadOne(limits: FeedLimits.Default with { MaxStatements = 4 }).Rejected);
    }
}
