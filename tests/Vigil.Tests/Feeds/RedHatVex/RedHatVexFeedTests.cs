using System.Formats.Tar;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Download;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.RedHatVex;

public sealed class RedHatVexFeedTests
{
    private const string Path = "redhat-vex/vex/2024/cve-2024-0001.json";

    private const string Document = """
        {"document":{"aggregate_severity":{"text":"Moderate"},"category":"csaf_vex","tracking":{"id":"CVE-2024-0001","status":"final",
           "initial_release_date":"2024-01-02T00:00:00+00:00","current_release_date":"2024-05-06T07:08:09+00:00"}},
         "product_tree":{"branches":[{"category":"vendor","name":"Red Hat","branches":[
           {"category":"product_family","name":"RHEL","branches":[
             {"category":"product_name","name":"RHEL 8","product":{"name":"RHEL 8 AppStream","product_id":"AppStream-8","product_identification_helper":{"cpe":"cpe:/a:redhat:enterprise_linux:8::appstream"}}},
             {"category":"product_name","name":"RHEL 9","product":{"name":"RHEL 9","product_id":"rhel9","product_identification_helper":{"cpe":"cpe:/o:redhat:enterprise_linux:9"}}},
             {"category":"product_name","name":"Ansible","product":{"name":"Ansible","product_id":"ansible","product_identification_helper":{"cpe":"cpe:/a:redhat:ansible_automation_platform:2"}}}]},
           {"category":"product_version","name":"m","product":{"name":"nodejs:18","product_id":"nodejs:18:809","product_identification_helper":{"purl":"pkg:rpmmod/redhat/nodejs@18:809:a1"}}},
           {"category":"product_version","name":"a","product":{"name":"nodejs x86_64","product_id":"nodejs-1.x","product_identification_helper":{"purl":"pkg:rpm/redhat/nodejs@18.19.1-1.module%2Bel8.9.0%2B1?arch=x86_64&epoch=1"}}},
           {"category":"product_version","name":"b","product":{"name":"nodejs aarch64","product_id":"nodejs-1.a","product_identification_helper":{"purl":"pkg:rpm/redhat/nodejs@18.19.1-1.module%2Bel8.9.0%2B1?arch=aarch64&epoch=1"}}},
           {"category":"product_version","name":"c","product":{"name":"nodejs src","product_id":"nodejs-1.src","product_identification_helper":{"purl":"pkg:rpm/redhat/nodejs@18.19.1-1?arch=src&epoch=1"}}},
           {"category":"product_version","name":"d","product":{"name":"nodejs","product_id":"nodejs","product_identification_helper":{"purl":"pkg:rpm/redhat/nodejs"}}},
           {"category":"product_version","name":"e","product":{"name":"nodejs.src","product_id":"nodejs.src","product_identification_helper":{"purl":"pkg:rpm/redhat/nodejs?arch=src"}}},
           {"category":"product_version","name":"f","product":{"name":"image","product_id":"image","product_identification_helper":{"purl":"pkg:oci/nodejs@sha256%3Aab?arch=amd64"}}}]}],
          "relationships":[
           {"category":"default_component_of","full_product_name":{"name":"m of 8","product_id":"AppStream-8:m"},"product_reference":"nodejs:18:809","relates_to_product_reference":"AppStream-8"},
           {"category":"default_component_of","full_product_name":{"name":"x","product_id":"8x"},"product_reference":"nodejs-1.x","relates_to_product_reference":"AppStream-8:m"},
           {"category":"default_component_of","full_product_name":{"name":"a","product_id":"8a"},"product_reference":"nodejs-1.a","relates_to_product_reference":"AppStream-8:m"},
           {"category":"default_component_of","full_product_name":{"name":"s","product_id":"8s"},"product_reference":"nodejs-1.src","relates_to_product_reference":"AppStream-8:m"},
           {"category":"default_component_of","full_product_name":{"name":"9","product_id":"9b"},"product_reference":"nodejs","relates_to_product_reference":"rhel9"},
           {"category":"default_component_of","full_product_name":{"name":"9s","product_id":"9s"},"product_reference":"nodejs.src","relates_to_product_reference":"rhel9"},
           {"category":"default_component_of","full_product_name":{"name":"i","product_id":"8i"},"product_reference":"image","relates_to_product_reference":"AppStream-8"},
           {"category":"default_component_of","full_product_name":{"name":"an","product_id":"an"},"product_reference":"nodejs","relates_to_product_reference":"ansible"}]},
         "vulnerabilities":[{"cve":"CVE-2024-0001","cwe":{"id":"CWE-835","name":"Infinite loop"},"title":"nodejs: a loop","release_date":"2024-01-01T00:00:00+00:00",
           "notes":[{"category":"description","text":"A loop."},{"category":"summary","text":"x"}],
           "product_status":{"fixed":["8x","8a","8s","8i"],"known_affected":["9b","9s","an"]},
           "remediations":[{"category":"vendor_fix","details":"Update.","product_ids":["8x"],"url":"https://access.redhat.com/errata/RHSA-2024:1"},
             {"category":"no_fix_planned","details":"Will not fix","product_ids":["9b","9s"]},{"category":"workaround","details":"none","product_ids":["8x"]}],
           "references":[{"category":"self","url":"https://access.redhat.com/security/cve/CVE-2024-0001"}],
           "scores":[{"cvss_v3":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H"},"products":["8x"]}],
           "threats":[{"category":"impact","details":"Moderate","product_ids":["8x","8a","9s"]}]}]}
        """;

    [Fact]
    public void A_document_states_fixes_by_package_and_the_rest_by_source()
    {
        using var run = new FeedRun().WithText(Path, Document);

        var report = run.ReadOne();

        Assert.Equal(("redhat-vex", 1, 1), (report.Source, report.Entries, report.Advisories));
        Assert.Equal(
            new Advisory
            {
                Id = "CVE-2024-0001",
                Source = "redhat-vex",
                Summary = "nodejs: a loop",
                Details = "A loop.",
                Published = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
                Modified = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero),
                Severities = [new("REDHAT_CVE", "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H"), new("REDHAT_CVE", "", "Moderate")],
                Cwes = ["CWE-835"],
                References = ["https://access.redhat.com/errata/RHSA-2024:1", "https://access.redhat.com/security/cve/CVE-2024-0001"],
                Affected =
                [
                    Binary("Red Hat", "8", "nodejs", "1:18.19.1-1.module+el8.9.0+1") with
                    {
                        Arches = ["aarch64", "x86_64"],
                        ModuleStream = "nodejs:18",
                        Repositories = ["enterprise_linux:8::appstream"],
                        SeverityLabel = "Moderate",
                    },
                    Source("Red Hat", "9", "nodejs", "", VendorState.WillNotFix) with { SeverityLabel = "Moderate" },
                ],
            },
            run.Single);
    }

    [Theory]
    [InlineData("8", "nodejs:18", "1:18.19.0-1.module+el8.9.0+1", "1:18.19.1-1.module+el8.9.0+1")]
    [InlineData("8", "nodejs:18", "1:18.19.1-1.module+el8.9.0+1", null)]
    [InlineData("8", "nodejs:20", "1:18.19.0-1.module+el8.9.0+1", null)]
    [InlineData("9", "", "1:16.20-1.el9", "-")]
    public void An_installed_package_is_judged(string release, string module, string version, string? fix)
    {
        using var run = new FeedRun().WithText(Path, Document);
        run.Read();

        var package = Package("Red Hat", release, "nodejs", version) with { Arch = "x86_64", ModuleStream = module, SourceName = "nodejs" };

        Assert.Equal(fix, FixOf(package, [.. run.Advisories]));
    }

    [Fact]
    public void Newer_documents_win_over_the_archive_and_deleted_ones_are_gone()
    {
        using var run = new FeedRun()
            .WithBytes("redhat-vex/vex/csaf_vex_2024-05-01.tar.zst", Archive(
                ("2024/cve-2024-0001.json", Document.Replace("A loop.", "Old.", StringComparison.Ordinal)),
                ("2024/cve-2024-0002.json", Document.Replace("CVE-2024-0001", "CVE-2024-0002", StringComparison.Ordinal)),
                ("2024/cve-2024-0003.json", Document),
                ("2024/cve-2024-0004.json", """{"document":{"tracking":{"id":"CVE-2024-0004","status":"deleted"}}}""")))
            .WithText("redhat-vex/vex/deletions.csv", "\"2024/cve-2024-0003.json\",\"2024-05-02T00:00:00+00:00\"\n")
            .WithText(Path, Document);

        var report = run.ReadOne();

        Assert.Equal((3, 2), (report.Accepted, report.Advisories));
        Assert.Equal(["CVE-2024-0001 A loop.", "CVE-2024-0002 A loop."], run.Advisories.Select(advisory => $"{advisory.Id} {advisory.Details}"));
    }

    [Fact]
    public void It_outranks_the_older_security_data_of_a_flaw()
    {
        using var run = new FeedRun().WithText(Path, Document).WithText("redhat/securitydata/CVE-2024-0001.json", """
            {"name":"CVE-2024-0001","package_state":[{"product_name":"RHEL 9","fix_state":"Not affected","package_name":"nodejs","cpe":"cpe:/o:redhat:enterprise_linux:9"}]}
            """);
        run.Read();

        var package = Package("Red Hat", "9", "nodejs", "1:16.20-1.el9") with { SourceName = "nodejs" };

        Assert.Equal("-", FixOf(package, [.. run.Advisories]));
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("{}")]
    [InlineData("""{"document":{"tracking":{"id":"RHSA-1"}},"vulnerabilities":[{"title":"nameless"}]}""")]
    [InlineData("""{"document":{"tracking":{"id":"a"}},"product_tree":{"relationships":[{"full_product_name":{"product_id":"a"},"product_reference":"a","relates_to_product_reference":"a"}]},"vulnerabilities":[{"cve":"CVE-2024-0001","product_status":{"fixed":["a"]}}]}""")]
    public void What_is_no_document_is_a_reject(string text)
    {
        using var run = new FeedRun().WithText(Path, text);

        var report = run.ReadOne();

        Assert.Equal((0, 1), (report.Accepted, report.Rejected));
        Assert.Equal(FeedCodes.EntryUnreadable, Assert.Single(report.Diagnostics).Code);
    }

    [Fact]
    public async Task An_archive_is_fetched_first_and_then_what_changed()
    {
        using var publisher = new FakePublisher();
        using var http = new HttpClient(publisher);
        using var cache = new FeedRun();
        publisher.Set("redhat-vex/vex/archive_latest.txt", "csaf_vex_2024-05-01.tar.zst\n");
        publisher["redhat-vex/vex/csaf_vex_2024-05-01.tar.zst"] = Archive(("2024/cve-2024-0001.json", Document));
        publisher.Set("redhat-vex/vex/changes.csv", "\"2024/cve-2024-0001.json\",\"2024-04-20T00:00:00+00:00\"\n\"2024/cve-2024-0002.json\",\"2024-04-01T00:00:00+00:00\"\n");

        await UpdateAsync(new FetchOptions { MaxSingleRecords = 1 });
        publisher.Set("redhat-vex/vex/changes.csv", "\"2024/cve-2024-0003.json\",\"2024-05-02T00:00:00+00:00\"\n\"2024/cve-2024-0002.json\",\"2024-04-01T00:00:00+00:00\"\n");
        publisher.Set("redhat-vex/vex/2024/cve-2024-0003.json", Document.Replace("CVE-2024-0001", "CVE-2024-0003", StringComparison.Ordinal));
        publisher.Requests.Clear();
        await UpdateAsync(new FetchOptions { MaxSingleRecords = 1 });

        Assert.Equal(["redhat-vex/vex/deletions.csv", "redhat-vex/vex/changes.csv", "redhat-vex/vex/2024/cve-2024-0003.json"], publisher.Requests);
        Assert.Equal(2, cache.ReadOne().Accepted);

        Task UpdateAsync(FetchOptions options) => FeedUpdate.RunAsync(
            http, new Uri("http://mirror.test/"), cache.Root, FeedSelection.Of(["redhat-vex"]), options, TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);
    }

    [Property(MaxTest = 300)]
    public Property A_damaged_document_is_read_or_rejected() =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(0, Encoding.UTF8.GetByteCount(Document) - 1), Gen.Choose(0, 255)).ToArbitrary(),
            damage =>
            {
                var bytes = Encoding.UTF8.GetBytes(Document);
                bytes[damage.Item1] = (byte)damage.Item2;
                using var run = new FeedRun().WithBytes(Path, bytes);

                return run.ReadOne().Entries == 1;
            });

    private static byte[] Archive(params (string Name, string Text)[] documents)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var (name, text) in documents)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        using var packer = new ZstdSharp.Compressor();
        return packer.Wrap(bytes.ToArray()).ToArray();
    }
}
