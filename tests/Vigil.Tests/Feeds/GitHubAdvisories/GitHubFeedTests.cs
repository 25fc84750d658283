using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds;
using Vigil.Tests.Download;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.GitHubAdvisories;

public sealed class GitHubFeedTests
{
    private const string Record = """
        {"schema_version":"1.4.0","id":"GHSA-aaaa-bbbb-1ccc","modified":"2024-05-06T07:08:09Z","published":"2024-01-02T00:00:00Z","aliases":["CVE-2024-0001"],
         "summary":"Pollution","details":"Of prototypes.","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
         "affected":[{"package":{"ecosystem":"npm","name":"minimist"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.2.6"}]}]}],
         "references":[{"type":"WEB","url":"https://example.org/a"}],"database_specific":{"cwe_ids":["CWE-1321"],"severity":"CRITICAL","github_reviewed":true}}
        """;

    private static byte[] Archive(params (string Name, string Text)[] documents)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var (name, text) in documents)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "advisory-database-main/advisories/" + name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return bytes.ToArray();
    }

    [Fact]
    public void Reviewed_advisories_of_the_archive_are_read()
    {
        using var run = new FeedRun().WithBytes("github/advisories/main.tar.gz", Archive(
            ("github-reviewed/2024/01/GHSA-aaaa-bbbb-1ccc/GHSA-aaaa-bbbb-1ccc.json", Record),
            ("github-reviewed/2024/01/GHSA-broken/GHSA-broken.json", "{"),
            ("unreviewed/2024/01/GHSA-aaaa-bbbb-2ccc/GHSA-aaaa-bbbb-2ccc.json", Record.Replace("-1ccc", "-2ccc", StringComparison.Ordinal))));

        var report = run.ReadOne();

        Assert.Equal(("github", 2, 1, 1), (report.Source, report.Entries, report.Accepted, report.Rejected));
        Assert.Equal("GHSA-aaaa-bbbb-1ccc", run.Single.Id);
    }

    [Theory]
    [InlineData("1.2.5", "CVE-2024-0001")]
    [InlineData("1.2.6", "")]
    public void A_checkout_and_OSV_give_one_finding_for_a_flaw(string version, string flaws)
    {
        using var run = new FeedRun()
            .WithText("github/advisories/github-reviewed/2024/01/GHSA-aaaa-bbbb-1ccc/GHSA-aaaa-bbbb-1ccc.json", Record)
            .WithZip("osv/npm/all.zip", ("GHSA-aaaa-bbbb-1ccc.json", Record));
        run.Read();

        var verdicts = Judge(Package("npm", "", "minimist", version), [.. run.Advisories]).Verdicts;

        Assert.Equal(2, run.Advisories.Count);
        Assert.Equal(flaws, string.Join(' ', verdicts.Select(verdict => verdict.VulnerabilityId)));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("github", true)]
    public async Task The_archive_is_fetched_only_when_it_is_asked_for(string selection, bool isFetched)
    {
        using var publisher = new FakePublisher();
        using var http = new HttpClient(publisher);
        using var cache = new FeedRun();
        publisher["github/tar.gz/refs/heads/main"] = Archive(("github-reviewed/2024/01/a/a.json", Record));

        await FeedUpdate.RunAsync(
            http, new Uri("http://mirror.test/"), cache.Root, FeedSelection.Of([selection]), new FetchOptions(), TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal(isFetched, File.Exists(Path.Combine(cache.Root, "github/advisories/main.tar.gz")));
    }
}
