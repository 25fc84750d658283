using System.Text;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Feeds.Osv;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Feeds.Osv;

public sealed class OsvAdvisoryReaderTests
{
    private static Advisory Read(string json) =>
        new OsvAdvisoryReader("osv/Test", FeedLimits.Default, _ => true).Read(Encoding.UTF8.GetBytes(json));

    private static AffectedPackage ReadAffected(string affected, string top = "\"id\":\"X-1\"") =>
        Assert.Single(Read($$"""{{{top}},"affected":[{{affected}}]}""").Affected);

    [Fact]
    public void An_entry_of_a_language_keeps_names_scores_and_ranges()
    {
        var advisory = Read("""
            {"schema_version":"1.6.0","id":"GHSA-aaaa-bbbb-cccc","modified":"2024-02-03T04:05:06.789Z","published":"2024-01-02T00:00:00Z",
             "aliases":["CVE-2024-11111"],"related":["CVE-2024-22222"],"summary":"Sums up","details":"Tells more",
             "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
             "affected":[{"package":{"ecosystem":"npm","name":"left-pad","purl":"pkg:npm/left-pad"},
               "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.2.3"}]},{"type":"GIT","repo":"x","events":[{"introduced":"abc"}]}],
               "versions":["1.0.0","1.1.0"]}],
             "references":[{"type":"WEB","url":"https://example.org/a"},{"type":"WEB","url":"javascript:alert(1)"}],
             "database_specific":{"severity":"HIGH","cwe_ids":["CWE-79"],"github_reviewed":true}}
            """);

        Assert.Equal(
            new Advisory
            {
                Id = "GHSA-aaaa-bbbb-cccc",
                Source = "osv/Test",
                Aliases = ["CVE-2024-11111"],
                Related = ["CVE-2024-22222"],
                Summary = "Sums up",
                Details = "Tells more",
                Modified = new DateTimeOffset(2024, 2, 3, 4, 5, 6, 789, TimeSpan.Zero),
                Published = new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero),
                Severities = [new("GITHUB", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), new("GITHUB", "", "HIGH")],
                Cwes = ["CWE-79"],
                References = ["https://example.org/a"],
                Affected = [new() { Key = new("npm", "", "left-pad"), Scheme = "npm", Ranges = [new("", "1.2.3")] }],
            },
            advisory);
    }

    [Fact]
    public void Order_of_members_is_free()
    {
        var row = ReadAffected("""
            {"versions":["1"],"ecosystem_specific":{"urgency":"low"},"ranges":[{"events":[{"introduced":"0"},{"fixed":"2-1"}],"type":"ECOSYSTEM"}],
             "package":{"name":"zlib","ecosystem":"Debian:12"}}
            """);

        Assert.Equal(
            new AffectedPackage { Key = new("Debian", "12", "zlib"), NamesSource = true, Scheme = "deb", Ranges = [new("", "2-1")], SeverityLabel = "low" },
            row);
    }

    [Fact]
    public void Versions_count_where_no_range_says_the_same()
    {
        var row = ReadAffected("""{"package":{"ecosystem":"PyPI","name":"Evil_Package"},"versions":["0.1","0.2"],"ranges":[{"type":"GIT","events":[{"introduced":"0"}]}]}""");

        Assert.Equal(new AdvisoryKey("PyPI", "", "evil-package"), row.Key);
        Assert.Equal(["0.1", "0.2"], row.Versions);
        Assert.Empty(row.Ranges);
    }

    [Theory]
    [InlineData("8.3.0-11.1")]
    [InlineData("7.0.0")]
    public void Versions_count_where_an_end_of_the_range_has_no_sure_place(string end)
    {
        var row = ReadAffected($$"""{"package":{"ecosystem":"PyPI","name":"a"},"versions":["8.1.0"],"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"8.0.0"},{"fixed":"{{end}}"} ] } ] }""");

        Assert.Equal(["8.1.0"], row.Versions);
    }

    [Fact]
    public void A_commit_range_alone_matches_no_version()
    {
        var reader = new OsvAdvisoryReader("osv/Test", FeedLimits.Default, _ => true);

        var advisory = reader.Read("""{"id":"X-1","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"GIT","events":[{"introduced":"0"}]}]}]}"""u8);

        Assert.Empty(advisory.Affected);
        Assert.Single(reader.Unusable);
    }

    [Theory]
    [InlineData("""{"introduced":"1"},{"fixed":"2"},{"introduced":"3"},{"last_affected":"4"},{"introduced":"5"}""", "1..2, 3..=4, 5..")]
    [InlineData("""{"introduced":"0"},{"fixed":"2"},{"fixed":"3"}""", "..2")]
    [InlineData("""{"introduced":"0"},{"limit":"*"}""", "..")]
    [InlineData("""{"introduced":"0"},{"limit":"2"}""", "..2")]
    public void Events_give_runs_of_versions(string events, string expected)
    {
        var row = ReadAffected($$"""{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{{events}}]}]}""");

        Assert.Equal(expected, string.Join(", ", row.Ranges.Select(r => $"{r.Introduced}..{r.Fixed}{(r.LastAffected.Length > 0 ? "=" + r.LastAffected : "")}")));
    }

    [Theory]
    [InlineData("DSA-1-1")]
    [InlineData("RHSA-2024:0001")]
    [InlineData("ALSA-2024:0001")]
    [InlineData("RLSA-2024:0001")]
    [InlineData("SUSE-SU-2024:0001-1")]
    [InlineData("USN-1-1")]
    public void An_erratum_fixes_flaws_and_is_not_their_name(string id)
    {
        var advisory = Read($$"""{"id":"{{id}}","related":["CVE-2024-0001","UBUNTU-CVE-2024-0002","RHBA-2024:1"],"upstream":["CVE-2024-0003"]}""");

        Assert.Empty(advisory.Aliases);
        Assert.Equal(["CVE-2024-0003", "CVE-2024-0001", "CVE-2024-0002"], advisory.Vulnerabilities);
        Assert.Equal(["UBUNTU-CVE-2024-0002", "RHBA-2024:1"], advisory.Related);
    }

    [Fact]
    public void A_bug_fix_that_names_no_flaw_affects_nothing()
    {
        const string Affected = """[{"package":{"ecosystem":"AlmaLinux:8","name":"a"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2"}]}]}]""";

        Assert.Empty(Read($$"""{"id":"ALBA-2024:0001","affected":{{Affected}}}""").Affected);
        Assert.Single(Read($$"""{"id":"ALBA-2024:0002","related":["CVE-2024-0001"],"affected":{{Affected}}}""").Affected);
        Assert.Single(Read($$"""{"id":"ALSA-2024:0003","affected":{{Affected}}}""").Affected);
    }

    [Theory]
    [InlineData("UBUNTU-CVE-2024-0001", "CVE-2024-0001")]
    [InlineData("DEBIAN-CVE-2024-0001", "CVE-2024-0001")]
    public void A_distributions_own_name_of_a_CVE_is_an_alias_of_it(string id, string expected)
    {
        var advisory = Read($$"""{"id":"{{id}}","upstream":["CVE-2024-0001"],"related":["USN-1-1"]}""");

        Assert.Equal([expected], advisory.Aliases);
        Assert.Empty(advisory.Vulnerabilities);
        Assert.Equal(["USN-1-1"], advisory.Related);
    }

    [Fact]
    public void Aliases_that_name_several_flaws_do_not_join_them()
    {
        var ofFlaw = Read("""{"id":"CVE-2024-0001","aliases":["CVE-2024-0002","GHSA-aaaa-bbbb-cccc"]}""");
        var ofGroup = Read("""{"id":"GHSA-aaaa-bbbb-cccc","aliases":["CVE-2024-0001","CVE-2024-0002","PYSEC-1"]}""");

        Assert.Empty(ofFlaw.Aliases);
        Assert.Equal(["CVE-2024-0002", "GHSA-aaaa-bbbb-cccc"], ofFlaw.Related);
        Assert.Empty(ofGroup.Aliases);
        Assert.Equal(["CVE-2024-0001", "CVE-2024-0002"], ofGroup.Vulnerabilities);
    }

    [Fact]
    public void The_binaries_of_a_SUSE_source_are_what_is_affected()
    {
        const string Item = """
            {"package":{"ecosystem":"SUSE:Linux Enterprise Server 12 SP5","name":"lz4"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.9-1"}]}],
             "ecosystem_specific":{"binaries":[{"liblz4-1":"1.9-1","lz4-kmp":"1.9_k4-1"}]}}
            """;
        var advisory = Read($$"""{"id":"SUSE-SU-2024:1-1","related":["CVE-2024-0001"],"affected":[{{Item}},{{Item.Replace("SP5", "SP5-LTSS", StringComparison.Ordinal)}}]}""");

        Assert.Equal(
            [
                new() { Key = new("SUSE", "12.5", "liblz4-1"), Scheme = "rpm", Ranges = [new("", "1.9-1")], Repositories = ["Linux Enterprise Server 12 SP5", "Linux Enterprise Server 12 SP5-LTSS"] },
                new() { Key = new("SUSE", "12.5", "lz4-kmp"), Scheme = "rpm", Ranges = [new("", "1.9_k4-1")], Repositories = ["Linux Enterprise Server 12 SP5", "Linux Enterprise Server 12 SP5-LTSS"] },
            ],
            advisory.Affected.Items.ToArray());
    }

    [Theory]
    [InlineData("Red Hat Security Advisory: nodejs:18 security update", "", "nodejs:18")]
    [InlineData("Important: virt:rhel and virt-devel:rhel security update", "", "")]
    [InlineData("Important: virt:rhel and virt-devel:rhel security update", "?arch=src&rpmmod=virt:rhel", "virt:rhel")]
    public void The_module_stream_is_the_one_in_the_package_url_or_else_in_the_title(string title, string qualifiers, string expected)
    {
        var row = ReadAffected(
            $$"""{"package":{"ecosystem":"Red Hat:enterprise_linux:8::appstream","name":"npm","purl":"pkg:rpm/redhat/npm{{qualifiers}}"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1:8-1.module+el8.9.0+1+ab"}]}]}""",
            $$""" "id":"RHSA-2024:0001","summary":"{{title}}" """);

        Assert.Equal(expected, row.ModuleStream);
        Assert.Equal(new AdvisoryKey("Red Hat", "8", "npm"), row.Key);
        Assert.Equal(["enterprise_linux:8::appstream"], row.Repositories);
    }

    [Theory]
    [InlineData("needed", VendorState.Affected)]
    [InlineData("pending", VendorState.FixPending)]
    [InlineData("deferred", VendorState.Deferred)]
    [InlineData("ignored", VendorState.WillNotFix)]
    [InlineData("not-affected", VendorState.NotAffected)]
    [InlineData("needs-triage", VendorState.UnderInvestigation)]
    public void Status_of_Ubuntu_is_the_vendors_state(string status, VendorState expected)
    {
        var row = ReadAffected($$"""{"package":{"ecosystem":"Ubuntu:22.04:LTS","name":"a"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}],"ecosystem_specific":{"ubuntu_priority":"low","status":"{{status}}" } }""");

        Assert.Equal(expected, row.State);
        Assert.Equal("low", row.SeverityLabel);
    }

    [Fact]
    public void End_of_life_in_Debian_is_a_state()
    {
        var row = ReadAffected("""{"package":{"ecosystem":"Debian:11","name":"a"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}],"ecosystem_specific":{"urgency":"end-of-life"}}""");

        Assert.Equal(VendorState.EndOfLife, row.State);
    }

    [Fact]
    public void The_score_of_an_erratum_for_several_flaws_is_not_the_vendors_score_of_each()
    {
        const string Severity = """ "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}] """;

        var one = Read($$"""{"id":"RHSA-2024:1","related":["CVE-2024-0001"],{{Severity}}}""");
        var two = Read($$"""{"id":"RHSA-2024:2","related":["CVE-2024-0001","CVE-2024-0002"],{{Severity}}}""");

        Assert.Equal("REDHAT_CVE", Assert.Single(one.Severities).Source);
        Assert.Equal("osv/Test", Assert.Single(two.Severities).Source);
    }

    [Fact]
    public void An_unknown_ecosystem_keeps_its_name_and_the_order_that_its_ranges_tell()
    {
        var row = ReadAffected("""{"package":{"ecosystem":"Novel:7","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"2.0.0"}]}]}""");

        Assert.Equal(new AdvisoryKey("Novel", "7", "a"), row.Key);
        Assert.Equal("semver", row.Scheme);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html></html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"id":"X-1","affected":{}}""")]
    [InlineData("""{"id":"X-1"} {"id":"X-2"}""")]
    [InlineData("""{"id":"X-1","details":"cut""")]
    public void What_is_no_entry_is_refused_with_a_reason(string text)
    {
        var exception = Record.Exception(() => Read(text));

        Assert.True(exception is FormatException or System.Text.Json.JsonException, exception?.ToString());
        Assert.NotEmpty(exception!.Message); // it was of one of the two types
    }
}
