using System.IO.Compression;
using System.Net;
using System.Text;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds;
using Microsoft.Extensions.Time.Testing;
using Vigil.Tests.Feeds.Support;

namespace Vigil.Tests.Download;

public sealed class FeedUpdateTests : IDisposable
{
    private readonly FeedRun _cache = new();
    private readonly FakePublisher _publisher = new();
    private readonly HttpClient _http;

    public FeedUpdateTests() => _http = new(_publisher);

    public void Dispose()
    {
        _http.Dispose();
        _publisher.Dispose();
        _cache.Dispose();
    }

    // Waits of zero: a test never waits for time.
    private Task<IReadOnlyList<FetchReport>> UpdateAsync(string selection, FetchOptions? options = null, TimeProvider? time = null) => FeedUpdate.RunAsync(
        _http,
        new Uri("http://mirror.test/base"),
        _cache.Root,
        FeedSelection.Of([selection]),
        (options ?? new FetchOptions()) with { FirstDelay = TimeSpan.Zero },
        time ?? TimeProvider.System,
        _ => { },
        TestContext.Current.CancellationToken);

    private static byte[] Zip(params string[] ids)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in ids)
            {
                using var entry = zip.CreateEntry(id + ".json", CompressionLevel.NoCompression).Open();
                entry.Write(Encoding.UTF8.GetBytes(Record(id, "from the archive")));
            }
        }

        return bytes.ToArray();
    }

    private static string Record(string id, string summary) => $$"""{"id":"{{id}}","summary":"{{summary}}"}""";

    private void Publish(params string[] ids)
    {
        _publisher.Set("base/osv/ecosystems.txt", "npm\nnpm:1\n[EMPTY]\n");
        _publisher.Set("base/osv/npm/modified_id.csv", string.Concat(ids.Select(id => $"2024-01-01T00:00:00Z,{id}\n")));
        _publisher["base/osv/npm/all.zip"] = Zip(ids);
    }

    [Fact]
    public async Task What_was_fetched_is_read_and_not_fetched_again()
    {
        Publish("A-1", "A-2");

        await UpdateAsync("osv");
        var again = await UpdateAsync("osv");

        Assert.Equal(FetchOutcome.Unchanged, Assert.Single(again).Outcome);
        Assert.Equal(["base/osv/ecosystems.txt", "base/osv/npm/modified_id.csv", "base/osv/npm/all.zip", "base/osv/ecosystems.txt", "base/osv/npm/modified_id.csv if-none-match"], _publisher.Requests);
        Assert.Equal(2, _cache.ReadOne().Accepted);
    }

    [Fact]
    public async Task Few_changed_records_are_fetched_one_by_one_and_win_over_the_archive()
    {
        Publish("A-1", "A-2");
        await UpdateAsync("osv");
        _publisher.Set("base/osv/npm/modified_id.csv", "2024-02-02T00:00:00Z,A-2\n2024-02-02T00:00:00Z,A-3\n2024-01-01T00:00:00Z,A-1\n");
        _publisher.Set("base/osv/npm/A-2.json", Record("A-2", "changed"));
        _publisher.Set("base/osv/npm/A-3.json", Record("A-3", "new"));
        _publisher.Requests.Clear();

        await UpdateAsync("osv");
        var report = _cache.ReadOne();

        Assert.DoesNotContain(_publisher.Requests, request => request.Contains("all.zip", StringComparison.Ordinal));
        Assert.Equal((3, 3, 0), (report.Entries, report.Accepted, report.Rejected));
        Assert.Equal(["A-1 from the archive", "A-2 changed", "A-3 new"], _cache.Advisories.Select(advisory => $"{advisory.Id} {advisory.Summary}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_changes_or_a_record_that_is_gone_fetch_the_archive()
    {
        Publish("A-1", "A-2", "A-3");
        await UpdateAsync("osv");
        Publish("A-1", "A-3");
        _publisher.Requests.Clear();

        await UpdateAsync("osv");

        Assert.Contains("base/osv/npm/all.zip if-none-match", _publisher.Requests);
        Assert.Equal(2, _cache.ReadOne().Accepted);
    }

    [Fact]
    public async Task A_broken_download_is_resumed_where_it_broke()
    {
        Publish("A-1", "A-2");
        _publisher.FailNext(HttpStatusCode.ServiceUnavailable);
        await UpdateAsync("osv", new FetchOptions { MaxAttempts = 1 });
        _publisher.Requests.Clear();
        _publisher.Set("base/kev/known_exploited_vulnerabilities.json", """{"vulnerabilities":[{"cveID":"CVE-2025-48384","dateAdded":"2025-08-25"}]}""");
        _publisher.CutNextAt = 20;

        var reports = await UpdateAsync("kev");

        Assert.Equal(FetchOutcome.Fetched, Assert.Single(reports).Outcome);
        Assert.Equal(["base/kev/known_exploited_vulnerabilities.json", "base/kev/known_exploited_vulnerabilities.json bytes=20-"], _publisher.Requests);
        Assert.Equal(1, _cache.ReadOne().Accepted);
    }

    [Fact]
    public async Task A_part_of_a_document_that_has_changed_since_is_thrown_away()
    {
        const string Path = "base/kev/known_exploited_vulnerabilities.json";
        _publisher.Set(Path, """{"vulnerabilities":[{"cveID":"CVE-2025-0001","dateAdded":"2025-08-25"}]}""");
        _publisher.CutNextAt = 20;
        await UpdateAsync("kev", new FetchOptions { MaxAttempts = 1 });
        _publisher.Set(Path, """{"vulnerabilities":[{"cveID":"CVE-2025-0002","dateAdded":"2025-08-25"}]}""");

        await UpdateAsync("kev");
        _cache.Read();

        Assert.Equal("CVE-2025-0002", Assert.Single(_cache.Exploitations).Vulnerability);
    }

    [Theory]
    [InlineData("<html>Service unavailable</html>")]
    [InlineData("{}")]
    public async Task A_document_that_is_no_good_does_not_replace_the_good_one(string text)
    {
        const string Path = "base/kev/known_exploited_vulnerabilities.json";
        _publisher.Set(Path, """{"vulnerabilities":[{"cveID":"CVE-2025-0001","dateAdded":"2025-08-25"}]}""");
        await UpdateAsync("kev");
        _publisher.Set(Path, text);

        var report = Assert.Single(await UpdateAsync("kev"));

        Assert.Equal((FetchOutcome.Failed, DownloadCodes.Refused), (report.Outcome, report.Diagnostic?.Code));
        Assert.Equal(1, _cache.ReadOne().Accepted);
    }

    [Fact]
    public async Task An_archive_that_is_cut_or_shrank_does_not_replace_the_good_one()
    {
        Publish("A-1", "A-2", "A-3", "A-4");
        await UpdateAsync("osv");
        Publish("A-9");
        var shrunk = await UpdateAsync("osv");
        _publisher["base/osv/npm/all.zip"] = Zip("A-1", "A-2", "A-3")[..100];
        var cut = await UpdateAsync("osv");

        Assert.All([shrunk, cut], reports => Assert.Contains(reports, report => report.Diagnostic?.Code == DownloadCodes.Refused));
        Assert.Equal(4, _cache.ReadOne().Accepted);
    }

    [Fact]
    public async Task Passing_faults_are_tried_again_and_lasting_ones_are_not()
    {
        _publisher.Set("base/kev/known_exploited_vulnerabilities.json", """{"vulnerabilities":[]}""");
        _publisher.FailNext(HttpStatusCode.ServiceUnavailable);
        _publisher.FailNext(HttpStatusCode.TooManyRequests);
        Assert.Equal(FetchOutcome.Fetched, Assert.Single(await UpdateAsync("kev")).Outcome);

        _publisher.Requests.Clear();
        _publisher.FailNext(HttpStatusCode.Forbidden);
        Assert.Equal(DownloadCodes.Failed, Assert.Single(await UpdateAsync("kev")).Diagnostic?.Code);
        Assert.Single(_publisher.Requests);
    }

    [Fact]
    public async Task A_document_above_the_limit_is_refused_by_name()
    {
        _publisher.Set("base/kev/known_exploited_vulnerabilities.json", $$"""{"vulnerabilities":[],"x":"{{new string('x', 1_000)}}"}""");

        var report = Assert.Single(await UpdateAsync("kev", new FetchOptions { MaxDocumentBytes = 500 }));

        Assert.Equal(("kev/known_exploited_vulnerabilities.json", DownloadCodes.TooLarge), (report.Document, report.Diagnostic?.Code));
    }

    [Fact]
    public async Task Amazon_repositories_are_found_by_list_and_index_and_checked_by_digest()
    {
        var updates = FeedRun.Gzip("<updates><update><id>ALAS2023-2024-001</id></update></updates>");
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(updates));
        _publisher.Set("base/alas/al2023/core/mirrors/latest/x86_64/mirror.list", "http://mirror.test/guid/$basearch/\n");
        _publisher.Set("guid/x86_64/repodata/repomd.xml", Index(digest));
        _publisher["guid/x86_64/repodata/updateinfo.xml.gz"] = updates;
        _publisher.Set("base/alas/2/extras/docker/latest/x86_64/repodata/repomd.xml", Index(new string('0', 64)));
        _publisher["base/alas/2/extras/docker/latest/x86_64/repodata/updateinfo.xml.gz"] = updates;

        var reports = await UpdateAsync("alas");

        Assert.Equal("alas/al2023/core", _cache.ReadOne().Source);
        Assert.Equal(DownloadCodes.Refused, Assert.Single(reports, report => report.Outcome == FetchOutcome.Failed).Diagnostic?.Code);

        static string Index(string sha256) =>
            $"""<repomd><data type="updateinfo"><checksum type="sha256">{sha256}</checksum><location href="repodata/updateinfo.xml.gz"/></data></repomd>""";
    }

    [Fact]
    public async Task Red_Hat_documents_come_one_by_one_where_no_archive_is()
    {
        _publisher.Set("base/redhat/securitydata/cve.json?per_page=1000&page=1", """[{"CVE":"CVE-2024-0001"},{"CVE":"CVE-2024-0002"}]""");
        _publisher.Set("base/redhat/securitydata/cve/CVE-2024-0001.json", """{"name":"CVE-2024-0001"}""");
        _publisher.Set("base/redhat/securitydata/cve/CVE-2024-0002.json", """{"name":"CVE-2024-0002"}""");

        await UpdateAsync("redhat");

        Assert.Equal(2, _cache.ReadOne().Accepted);
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2099)]
    public async Task A_clock_that_is_wrong_skips_no_document(int year)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _publisher["base/nvd/nvdcve-2.0-2024.json.gz"] = FeedRun.Gzip("""{"vulnerabilities":[{"cve":{"id":"CVE-2024-0001"}}]}""");
        _publisher.Set("base/redhat/securitydata/cve.json?per_page=1000&page=1", """[{"CVE":"CVE-2024-0001","public_date":"2024-03-01T00:00:00Z"}]""");
        _publisher.Set("base/redhat/securitydata/cve.json?per_page=1000&page=1&after=2024-01-31", """[{"CVE":"CVE-2024-0002","public_date":"2024-03-02T00:00:00Z"}]""");
        _publisher.Set("base/redhat/securitydata/cve/CVE-2024-0001.json", """{"name":"CVE-2024-0001"}""");
        _publisher.Set("base/redhat/securitydata/cve/CVE-2024-0002.json", """{"name":"CVE-2024-0002"}""");

        await UpdateAsync("nvd", time: clock);
        await UpdateAsync("redhat", time: clock);
        await UpdateAsync("redhat", time: clock);

        Assert.Equal(1, _cache.ReadOne("nvd").Accepted);
        Assert.Equal(2, _cache.ReadOne("redhat").Accepted);
        Assert.InRange(_publisher.Requests.Count, 0, 40);
    }

    [Theory]
    [InlineData(2025, 2)]
    [InlineData(2099, 2)]
    public async Task A_document_dated_in_the_future_does_not_hide_the_next_one(int year, int expected)
    {
        const string Path = "base/kev/known_exploited_vulnerabilities.json";
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _publisher.LastModified = new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _publisher.Set(Path, """{"vulnerabilities":[{"cveID":"CVE-2025-0001","dateAdded":"2025-08-25"}]}""");
        await UpdateAsync("kev", time: clock);
        _publisher.LastModified = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
        _publisher.Set(Path, """{"vulnerabilities":[{"cveID":"CVE-2025-0001","dateAdded":"2025-08-25"},{"cveID":"CVE-2025-0002","dateAdded":"2025-08-25"}]}""");

        await UpdateAsync("kev", time: clock);
        var again = await UpdateAsync("kev", time: clock);

        Assert.Equal(expected, _cache.ReadOne().Accepted);
        Assert.Equal(FetchOutcome.Unchanged, Assert.Single(again).Outcome);
    }

    [Fact]
    public async Task A_month_of_Windows_bulletins_is_fetched_again_when_its_date_changes()
    {
        const string Month = """{"ProductTree":{},"Vulnerability":[{"CVE":"CVE-2024-0001"}]}""";
        _publisher.Set("base/windows/updates", List("2024-06-11", "2024-07-09"));
        _publisher.Set("base/windows/cvrf/2024-Jun", Month);
        await UpdateAsync("windows"); // July is not there yet
        _publisher.Set("base/windows/cvrf/2024-Jul", Month);
        await UpdateAsync("windows");
        _publisher.Set("base/windows/updates", List("2024-06-30", "2024-07-09"));
        _publisher.Requests.Clear();

        await UpdateAsync("windows");

        Assert.Equal(["base/windows/updates", "base/windows/cvrf/2024-Jun if-none-match"], _publisher.Requests);
        Assert.Equal(2, _cache.ReadOne().Accepted);

        static string List(string june, string july) =>
            $$"""{"value":[{"ID":"2024-Jun","CurrentReleaseDate":"{{june}}"},{"ID":"2024-Jul","CurrentReleaseDate":"{{july}}"},{"ID":"../x","CurrentReleaseDate":""}]}""";
    }

    [Fact]
    public async Task A_mirror_that_keeps_scores_by_day_is_read_by_its_listing()
    {
        _publisher.Set("base/epss/", """<a href="epss_scores-2026-08-15.csv.gz">old</a> <a href="epss_scores-2026-08-16.csv.gz">new</a>""");
        _publisher["base/epss/epss_scores-2026-08-16.csv.gz"] = FeedRun.Gzip("cve,epss,percentile\nCVE-1999-0001,0.1,0.2\n");

        var reports = await UpdateAsync("epss");

        Assert.DoesNotContain(reports, report => report.Outcome == FetchOutcome.Failed);
        Assert.Equal(1, _cache.ReadOne().Accepted);
    }

    [Fact]
    public async Task Scores_that_a_mirror_does_not_keep_are_no_failure()
    {
        Assert.All(await UpdateAsync("kev"), report => Assert.Equal(FetchOutcome.Missing, report.Outcome));
        Assert.All(await UpdateAsync("nvd"), report => Assert.Equal(FetchOutcome.Missing, report.Outcome));
    }

    [Fact]
    public async Task A_feed_that_is_not_there_is_named()
    {
        var reports = await UpdateAsync("osv");

        Assert.Equal(DownloadCodes.Missing, Assert.Single(reports).Diagnostic?.Code);
    }

    [Fact]
    public void Waits_double_up_to_a_bound_and_heed_the_server()
    {
        var backOff = new BackOff(new FetchOptions { FirstDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(10) }, TimeProvider.System, new Random(1));

        Assert.InRange(backOff.DelayAfter(1, null).TotalSeconds, 0.5, 1);
        Assert.InRange(backOff.DelayAfter(3, null).TotalSeconds, 2, 4);
        Assert.InRange(backOff.DelayAfter(40, null).TotalSeconds, 5, 10);
        Assert.Equal(TimeSpan.FromSeconds(7), backOff.DelayAfter(1, TimeSpan.FromSeconds(7)));
        Assert.Equal(TimeSpan.FromSeconds(10), backOff.DelayAfter(1, TimeSpan.FromHours(7)));
    }
}
