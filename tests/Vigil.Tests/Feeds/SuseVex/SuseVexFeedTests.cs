using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.SuseVex;

public sealed class SuseVexFeedTests
{
    private const string Path = "suse-vex/csaf-vex/cve-2024-0001.json";

    private const string Document = """
        {"document":{"category":"csaf_vex","tracking":{"id":"CVE-2024-0001","status":"interim","current_release_date":"2024-05-06T07:08:09Z"}},
         "product_tree":{"branches":[{"category":"vendor","name":"SUSE","branches":[
           {"category":"product_version","name":"a","product":{"name":"curl-8.0.1-150400.5.36.1.x86_64","product_id":"curl-8.0.1-150400.5.36.1.x86_64"}},
           {"category":"product_version","name":"b","product":{"name":"libcurl4","product_id":"libcurl4-8.0.1","product_identification_helper":{"purl":"pkg:rpm/suse/libcurl4@8.0.1-150400.5.36.1?arch=aarch64"}}},
           {"category":"product_version","name":"c","product":{"name":"curl","product_id":"curl"}},
           {"category":"product_name","name":"d","product":{"name":"SUSE Linux Enterprise Module for Basesystem 15 SP5","product_id":"base5"}},
           {"category":"product_name","name":"e","product":{"name":"SUSE Manager Server 4.3","product_id":"manager"}}]}],
          "relationships":[
           {"full_product_name":{"name":"1","product_id":"1"},"product_reference":"curl-8.0.1-150400.5.36.1.x86_64","relates_to_product_reference":"base5"},
           {"full_product_name":{"name":"2","product_id":"2"},"product_reference":"libcurl4-8.0.1","relates_to_product_reference":"base5"},
           {"full_product_name":{"name":"3","product_id":"3"},"product_reference":"curl","relates_to_product_reference":"SUSE Linux Enterprise Server 12 SP5"},
           {"full_product_name":{"name":"4","product_id":"4"},"product_reference":"curl","relates_to_product_reference":"openSUSE Leap 15.6"},
           {"full_product_name":{"name":"5","product_id":"5"},"product_reference":"curl","relates_to_product_reference":"manager"}]},
         "vulnerabilities":[{"cve":"CVE-2024-0001","title":"CVE-2024-0001","notes":[{"category":"general","text":"A flaw."}],
           "product_status":{"recommended":["1","2"],"known_affected":["3","5"],"known_not_affected":["4"]},
           "scores":[{"cvss_v3":{"vectorString":"CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H"},"products":["1"]}],
           "threats":[{"category":"impact","details":"important"}]}]}
        """;

    [Fact]
    public void A_document_states_fixes_and_states_by_product()
    {
        using var run = new FeedRun().WithText(Path, Document);

        var report = run.ReadOne();

        var open = Binary("SUSE", "12.5", "curl", "") with { Repositories = ["Linux Enterprise Server 12 SP5"], SeverityLabel = "important" };
        var not = Binary("openSUSE", "15.6", "curl", "", VendorState.NotAffected) with { Repositories = ["Leap 15.6"], SeverityLabel = "important" };
        Assert.Equal(("suse-vex", 1, 1), (report.Source, report.Entries, report.Advisories));
        Assert.Equal(
            new Advisory
            {
                Id = "CVE-2024-0001",
                Source = "suse-vex",
                Details = "A flaw.",
                Modified = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero),
                Severities = [new("suse-vex", "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H"), new("suse-vex", "", "important")],
                Affected =
                [
                    Binary("SUSE", "15.5", "curl", "8.0.1-150400.5.36.1") with { Arches = ["x86_64"], Repositories = ["Linux Enterprise Module for Basesystem 15 SP5"], SeverityLabel = "important" },
                    Binary("SUSE", "15.5", "libcurl4", "8.0.1-150400.5.36.1") with { Arches = ["aarch64"], Repositories = ["Linux Enterprise Module for Basesystem 15 SP5"], SeverityLabel = "important" },
                    open,
                    open with { NamesSource = true },
                    not,
                    not with { NamesSource = true },
                ],
            },
            run.Single);
    }

    [Theory]
    [InlineData("SUSE", "15.5", "curl", "8.0.1-150400.5.30.1", "8.0.1-150400.5.36.1")]
    [InlineData("SUSE", "15.5", "curl", "8.0.1-150400.5.36.1", null)]
    [InlineData("SUSE", "12.5", "libcurl4", "7.60.0-1", "-")]
    [InlineData("openSUSE", "Leap 15.6", "libcurl4", "7.60.0-1", null)]
    public void An_installed_package_is_judged(string ecosystem, string release, string name, string version, string? fix)
    {
        using var run = new FeedRun().WithText(Path, Document);
        run.Read();

        var package = Package(ecosystem, release, name, version) with { Arch = "x86_64", SourceName = "curl" };

        Assert.Equal(fix, FixOf(package, [.. run.Advisories]));
    }
}
