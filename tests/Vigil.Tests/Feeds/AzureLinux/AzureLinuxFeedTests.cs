using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Oval;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Feeds.Oval.OvalText;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.AzureLinux;

public sealed class AzureLinuxFeedTests
{
    private static string Metadata(string flaw, string patchable) => $"""
        <title>{flaw} affecting package golang</title><affected family="unix"><platform>Azure Linux</platform></affected>
        <reference ref_id="{flaw}" ref_url="https://nvd.nist.gov/vuln/detail/{flaw}" source="CVE"/>
        <patchable>{patchable}</patchable><advisory_date>2024-05-31T18:55:08Z</advisory_date><advisory_id>1-1</advisory_id><severity>Medium</severity>
        """;

    private static FeedRun Run(string document, string patchable, Func<OvalText, string> criteria)
    {
        var text = new OvalText();
        return new FeedRun().WithText($"azure-linux/{document}", text.Definition("oval:com.microsoft:def:1", Metadata("CVE-2023-0001", patchable), criteria(text)).ToString());
    }

    [Fact]
    public void A_definition_is_about_one_flaw_of_a_source_package()
    {
        using var run = Run("azurelinux-3.0-oval.xml", "true", text => All(text.Below("golang", "0:1.20.7-1.azl3"), text.Below("golang", "0:1.19.0-1.azl3", "greater than")));

        var report = run.ReadOne();

        Assert.Equal(("azure-linux", 1), (report.Source, report.Accepted));
        Assert.Equal(
            new Advisory
            {
                Id = "CVE-2023-0001",
                Source = "azure-linux",
                Published = new DateTimeOffset(2024, 5, 31, 18, 55, 8, TimeSpan.Zero),
                Affected =
                [
                    Source("Azure Linux", "3", "golang", "") with { Ranges = [new("1.19.0-1.azl3", "1.20.7-1.azl3")], SeverityLabel = "Medium" },
                ],
            },
            run.Single);
    }

    [Theory]
    [InlineData("azurelinux-3.0-oval.xml", "true", "less than", "3", "1.20.6-1.azl3", "1.20.7-1.azl3")]
    [InlineData("azurelinux-3.0-oval.xml", "true", "less than", "3", "1.20.7-1.azl3", null)]
    [InlineData("cbl-mariner-2.0-oval.xml", "true", "less than", "2", "1.20.6-1.cm2", "1.20.7-1.azl3")]
    [InlineData("cbl-mariner-2.0-oval.xml", "false", "less than or equal", "2", "1.20.7-1.azl3", "-")]
    [InlineData("cbl-mariner-2.0-oval.xml", "Not Applicable", "less than or equal", "2", "1.20.7-1.azl3", null)]
    public void An_installed_package_is_judged(string document, string patchable, string operation, string release, string version, string? fix)
    {
        using var run = Run(document, patchable, text => All(text.Below("golang", "0:1.20.7-1.azl3", operation)));
        run.Read();

        var package = Package("Azure Linux", release, "golang-bin", version) with { SourceName = "golang" };

        Assert.Equal(fix, FixOf(package, [.. run.Advisories]));
    }

    [Fact]
    public void A_definition_without_a_CVE_is_rejected_and_an_error_page_named()
    {
        var text = new OvalText();
        using var run = new FeedRun()
            .WithText("azure-linux/azurelinux-3.0-oval.xml", text.Definition("oval:a:def:1", "<title>x</title>", All(text.Below("a", "0:1-1"))).ToString())
            .WithText("azure-linux/cbl-mariner-2.0-oval.xml", "<html></html>");

        var report = run.ReadOne();

        Assert.Equal((0, 1, true), (report.Accepted, report.Rejected, report.IsBroken));
        Assert.Contains(report.Diagnostics, d => d.Code == FeedCodes.DocumentBroken && d.Subject == "azure-linux: cbl-mariner-2.0-oval.xml");
    }
}
