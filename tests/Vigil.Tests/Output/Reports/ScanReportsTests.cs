using System.Text.Json;
using System.Xml.Linq;
using Vigil.Cli.Output.Reports;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Tests.Sbom;

namespace Vigil.Tests.Output.Reports;

public sealed class ScanReportsTests
{
    private const string InspectorHeader =
        "AWS Account Id,Severity,Fix Available,Finding Type,Title,Description,Finding ARN,First Seen,Last Seen,Last Updated,Resource ID,Container Image Tags,Region,"
        + "Platform,Resource Tags,Affected Packages,Package Installed Version,Fixed in Version,Package Remediation,File Path,Network Paths,Age (Days),Remediation,"
        + "Inspector Score,Inspector Score Vector,Status,Vulnerability Id,Vendor,Vendor Severity,Vendor Advisory,Vendor Advisory Published,NVD CVSS3 Score,"
        + "NVD CVSS3 Vector,NVD CVSS2 Score,NVD CVSS2 Vector,Vendor CVSS3 Score,Vendor CVSS3 Vector,Vendor CVSS2 Score,Vendor CVSS2 Vector,Resource Type,Ami,"
        + "Resource Public Ipv4,Resource Private Ipv4,Resource Ipv6,Resource Vpc,Port Range,Epss Score,Exploit Available,Last Exploited At,Lambda Layers,"
        + "Lambda Package Type,Lambda Last Updated At,Reference Urls,Detector Name,Package Manager";

    public static TheoryData<string> Formats => [.. ScanReports.All.Select(report => report.Name).Where(name => name != "table")];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_same_scan_gives_the_same_bytes(string format) => Assert.Equal(Scans.Image.Written(format), Scans.Image.Written(format));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_clean_scan_can_be_reported(string format) => Assert.NotEmpty(Scans.Report().Written(format));

    [Fact]
    public void Sarif_has_a_rule_for_each_flaw_and_a_result_for_each_package_with_it()
    {
        var run = Json("sarif").GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");

        Assert.Equal(["CVE-2026-0001", "GHSA-aaaa-bbbb-cccc"], rules.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        Assert.Equal(["9.8", "4.0"], rules.EnumerateArray().Select(rule => rule.GetProperty("properties").GetProperty("security-severity").GetString()));
        Assert.Equal(["error", "error", "warning"], run.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("level").GetString()));
        Assert.All(
            run.GetProperty("results").EnumerateArray(),
            result => Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
    }

    [Fact]
    public void A_sarif_result_keeps_its_fingerprint_when_the_version_changes_and_no_other()
    {
        var package = Samples.DebianImage.Packages[0];
        var newer = package with { Coordinate = package.Coordinate with { Version = "9" } };
        var moved = package with { Evidence = [new Evidence("a b/c#d")] };

        var results = new[] { package, newer, moved }
            .Select(one => JsonDocument.Parse(Scans.Report(Scans.Finding("CVE-1", FindingSeverity.Low, "", one, "")).Written("sarif")).RootElement.GetProperty("runs")[0].GetProperty("results")[0])
            .ToList();

        var fingerprints = results.Select(result => result.GetProperty("partialFingerprints").GetProperty("vulnerablePackage/v1").GetString()).ToList();
        Assert.Equal(fingerprints[0], fingerprints[1]);
        Assert.NotEqual(fingerprints[0], fingerprints[2]);
        Assert.Equal("a%20b/c%23d", results[2].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
    }

    [Fact]
    public void JUnit_fails_flaws_passes_clean_packages_and_skips_what_was_not_evaluated()
    {
        var suite = XDocument.Parse(Scans.Image.Written("junit")).Root!.Element("testsuite")!;

        Assert.Equal(("3", "2"), ((string?)suite.Attribute("failures"), (string?)suite.Attribute("skipped")));
        Assert.Equal(3, suite.Descendants("failure").Count());
        Assert.Equal(2, suite.Descendants("skipped").Count());
        Assert.Equal((int)suite.Attribute("tests")!, suite.Elements("testcase").Count());
        Assert.Contains("libssl3 3.0.11-1~deb12u2 is affected by CVE-2026-0001; 3.0.14-1~deb12u1 has the fix.", suite.Descendants("failure").Select(failure => (string?)failure.Attribute("message")));
    }

    [Fact]
    public void GitLab_has_an_id_for_each_flaw_of_each_package()
    {
        var vulnerabilities = Json("gitlab").GetProperty("vulnerabilities").EnumerateArray().ToList();

        Assert.Equal(3, vulnerabilities.Select(one => one.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Equal(["Critical", "Critical", "Medium"], vulnerabilities.Select(one => one.GetProperty("severity").GetString()));
        Assert.Equal(["cve", "cwe"], vulnerabilities[0].GetProperty("identifiers").EnumerateArray().Select(one => one.GetProperty("type").GetString()));
        Assert.Equal("2026-03-04T12:00:00", Json("gitlab").GetProperty("scan").GetProperty("end_time").GetString());
    }

    [Fact]
    public void Csv_has_the_columns_of_Inspector_and_a_row_for_each_finding()
    {
        var lines = Scans.Image.Written("csv").TrimEnd().Split("\r\n");

        Assert.Equal(InspectorHeader, lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.Contains("\"CRITICAL\",\"PARTIAL\",\"PACKAGE_VULNERABILITY\",\"CVE-2026-0001 - libssl3, libgcc-s1\",\"Long <script>alert(1)</script> text.\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"0:3.0.14-1~deb12u1, NotAvailable\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_output_INSPECTOR_has_messages_counts_and_vulnerabilities()
    {
        var sbom = Json("inspector");

        Assert.Equal((1, 1, 0), (Count("critical"), Count("medium"), Count("other")));
        Assert.Equal(["Component skipped: no rules found.", "Component skipped: no rules found.", "Component scanned: no vulnerabilities found."], sbom.GetProperty("messages").EnumerateArray().Select(one => one.GetProperty("info_message").GetString()));
        var flaw = sbom.GetProperty("vulnerabilities")[0];
        Assert.Equal(("critical", "IMMEDIATE", "VERIFIED"), (flaw.GetProperty("severity").GetString(), flaw.GetProperty("priority").GetString(), flaw.GetProperty("priority_intelligence").GetString()));
        Assert.Equal("3.0.14-1~deb12u1", flaw.GetProperty("affects")[0].GetProperty("fixed_version").GetString());
        Assert.Equal("2026-01-02T00:00:00Z", flaw.GetProperty("properties").GetProperty("cisa_kev_date_added").GetString());

        int Count(string severity) => sbom.GetProperty("vulnerability_count").GetProperty(severity).GetInt32();
    }

    [Fact]
    public void The_output_CYCLONE_DX_nests_binaries_under_their_source_and_counts_in_properties()
    {
        var bom = Json("inspector-cyclonedx");

        var counts = bom.GetProperty("metadata").GetProperty("properties").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetString());
        Assert.Equal("1", counts["amazon:inspector:sbom_scanner:critical_vulnerabilities"]);
        var source = bom.GetProperty("components").EnumerateArray().First(one => one.GetProperty("name").GetString() == "openssl");
        var binary = Assert.Single(source.GetProperty("components").EnumerateArray());
        Assert.Equal(("libssl3", "pkg:deb/debian/openssl@3.0.11-1~deb12u2?distro=debian-12"), (binary.GetProperty("name").GetString(), source.GetProperty("purl").GetString()));
        var flaw = bom.GetProperty("vulnerabilities")[0];
        Assert.Equal("exploitable", flaw.GetProperty("analysis").GetProperty("state").GetString());
        Assert.Equal(79, flaw.GetProperty("cwes")[0].GetInt32());
        Assert.Contains(
            $"amazon:inspector:sbom_scanner:fixed_version:{binary.GetProperty("bom-ref").GetString()}",
            flaw.GetProperty("properties").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    public void No_cell_is_a_formula()
    {
        var package = Samples.DebianImage.Packages[0];
        var hostile = package with { Coordinate = package.Coordinate with { Name = "=cmd|' /C calc'!A0" } };

        Assert.Contains(",\"'=cmd|' /C calc'!A0\",", Scans.Report(Scans.Finding("CVE-1", FindingSeverity.Low, "", hostile, "")).Written("csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_shows_what_was_scanned_as_text()
    {
        var package = Samples.DebianImage.Packages[0];
        var hostile = package with { Coordinate = package.Coordinate with { Name = "<img src=x> [a](b) `c` @octocat" } };

        var markdown = Scans.Report(Scans.Finding("CVE-1", FindingSeverity.Low, "", hostile, "")).Written("markdown");

        Assert.Contains("&lt;img src=x&gt; \\[a\\](b) \\`c\\` &#64;octocat", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("markdown")]
    [InlineData("html")]
    [InlineData("json")]
    public void What_was_set_aside_is_told(string format)
    {
        var scan = Scans.Image with { Result = Scans.Image.Result with { SetAside = [new SetAsideFinding(Scans.Image.Result.Findings[1], SetAsideKind.Ignored, "policy.yaml:4", "never called")] } };

        Assert.Contains("policy.yaml:4", format == "table" ? string.Join('\n', FindingLines.SetAside(scan.Result)) : scan.Written(format), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_and_runs_nothing()
    {
        var html = Scans.Image.Written("html");

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>bad</b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Contains("A &lt;b&gt;bad&lt;/b&gt; flaw", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_what_it_means_and_its_charts_say_their_numbers()
    {
        var html = Scans.Image.Written("html");

        Assert.Contains("2 known vulnerabilities: 1 critical, 1 medium. 1 can be closed today by 1 upgrade. One is known to be used in attacks.", html, StringComparison.Ordinal);
        Assert.Contains("role=\"img\" aria-label=\"1 critical, 1 medium\"", html, StringComparison.Ordinal);
        Assert.Contains("not &lt;applicable&gt;", html, StringComparison.Ordinal);
        Assert.Contains("VGL1001", html, StringComparison.Ordinal);
        Assert.Equal(html.Split("<section").Length, html.Split("</section>").Length);
    }

    private static JsonElement Json(string format) => JsonDocument.Parse(Scans.Image.Written(format)).RootElement;
}
