using System.Net;
using System.Text;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Sources;

public sealed class RegistrySourceTests
{
    private const string Prefix = "arn:aws:ecr:us-east-1:000000000001:repository/";

    [Fact]
    public async Task Images_of_all_pages_are_scanned_once_and_have_all_their_tags()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var digest = registry.Push("team/app", "1.0", FakeRegistry.Debian("openssl", "1.0-1"));
        registry.Tag("team/app", "latest", digest);
        registry.Tag("team/app", "stable", digest);
        foreach (var other in new[] { "a", "b", "c", "d" })
        {
            registry.Push(other, "1", FakeRegistry.Debian("curl", $"1.0-{other}"));
        }

        await using var bench = await SourceBench.StartAsync();
        await bench.PutAsync(Registry(registry));

        var findings = await bench.FindingsAsync();
        Assert.NotEmpty(findings[$"{Prefix}team/app/{digest}"]);
        Assert.Equal(5, findings.Count);
        var source = await bench.SourceAsync();
        Assert.Equal((5, 5, 0), (source.GetProperty("artifacts").GetInt32(), source.GetProperty("scanned").GetInt32(), source.GetProperty("queued").GetInt32()));
        var coverage = (await bench.Client.CallAsync("ListCoverage")).Body.GetProperty("coveredResources").EnumerateArray().Single(one => one.GetProperty("resourceId").GetString() == $"{Prefix}team/app/{digest}");
        Assert.Equal(["1.0", "latest", "stable"], coverage.GetProperty("resourceMetadata").GetProperty("ecrImage").GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!));
    }

    [Fact]
    public async Task What_is_known_is_not_read_again_and_what_is_pushed_is()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Push("app", "1", FakeRegistry.Debian("openssl", "1.0-1"));
        await using var bench = await SourceBench.StartAsync();
        await bench.PutAsync(Registry(registry));
        registry.Requests.Clear();

        await bench.LaterAsync();
        Assert.DoesNotContain(registry.Requests, path => path.Contains("/blobs/", StringComparison.Ordinal));
        var second = registry.Push("app", "2", FakeRegistry.Debian("curl", "1.0-1"));
        await bench.LaterAsync();

        Assert.NotEmpty((await bench.FindingsAsync())[$"{Prefix}app/{second}"]);
    }

    [Fact]
    public async Task Image_without_a_tag_is_gone_and_one_that_comes_back_is_found_again()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var digest = registry.Push("app", "1", FakeRegistry.Debian("openssl", "1.0-1"));
        await using var bench = await SourceBench.StartAsync();
        await bench.PutAsync(Registry(registry));

        registry.Untag("app", "1");
        await bench.LaterAsync();
        Assert.Equal("RESOURCE_TERMINATED", (await bench.CoverageAsync())[$"{Prefix}app/{digest}"]);
        Assert.Empty(await bench.FindingsAsync());
        registry.Tag("app", "again", digest);
        await bench.LaterAsync();

        Assert.Equal("SUCCESSFUL", (await bench.CoverageAsync())[$"{Prefix}app/{digest}"]);
        Assert.NotEmpty(await bench.FindingsAsync());
    }

    [Fact]
    public async Task Filters_choose_and_what_they_leave_out_later_is_not_watched_any_more()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var kept = registry.Push("team/app", "1.0", FakeRegistry.Debian("openssl", "1.0-1"));
        registry.Push("team/app", "dev-7", FakeRegistry.Debian("openssl", "1.0-2"));
        registry.Push("scratch/app", "1.0", FakeRegistry.Debian("openssl", "1.0-3"));
        await using var bench = await SourceBench.StartAsync();

        await bench.PutAsync(new { name = "hub", kind = "REGISTRY", address = registry.Host, insecure = true, includeRepositories = new[] { "team/*" }, excludeTags = new[] { "dev-*" } });
        Assert.Equal([$"{Prefix}team/app/{kept}"], (await bench.FindingsAsync()).Select(group => group.Key));
        await bench.PutAsync(new { name = "hub", kind = "REGISTRY", address = registry.Host, insecure = true, excludeRepositories = new[] { "team/**" } });

        var coverage = await bench.CoverageAsync();
        Assert.Equal("SCAN_FREQUENCY_MANUAL", coverage[$"{Prefix}team/app/{kept}"]);
        Assert.Equal("SCAN_FREQUENCY_MANUAL", coverage[$"{Prefix}team/app"]);
        Assert.DoesNotContain(await bench.FindingsAsync(), group => group.Key.Contains("team", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Images_that_an_index_names_are_scanned_and_not_the_index()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var one = registry.Push("app", "amd64", FakeRegistry.Debian("openssl", "1.0-1"));
        var other = registry.Push("app", "arm64", FakeRegistry.Debian("openssl", "1.0-2"));
        registry.PushIndex("app", "latest", one, other);
        registry.Untag("app", "amd64");
        registry.Untag("app", "arm64");
        await using var bench = await SourceBench.StartAsync();

        await bench.PutAsync(Registry(registry));

        Assert.Equal(new[] { $"{Prefix}app/{one}", $"{Prefix}app/{other}" }.Order(StringComparer.Ordinal), (await bench.FindingsAsync()).Select(group => group.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Image_that_cannot_be_read_says_so_in_coverage_and_in_the_list()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var digest = registry.PushNonsense("app", "1");
        await using var bench = await SourceBench.StartAsync();

        await bench.PutAsync(Registry(registry));

        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", (await bench.CoverageAsync())[$"{Prefix}app/{digest}"]);
        var source = await bench.SourceAsync();
        Assert.Equal(1, source.GetProperty("problems").GetInt32());
        Assert.Contains("manifest", source.GetProperty("lastError").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_that_refuses_is_told_and_takes_nothing_away()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Push("app", "1", FakeRegistry.Debian("openssl", "1.0-1"));
        await using var bench = await SourceBench.StartAsync();
        await bench.PutAsync(Registry(registry));

        registry.Refusal = 403;
        await bench.LaterAsync();
        Assert.Contains("403", (await bench.SourceAsync()).GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(await bench.FindingsAsync());
        registry.Refusal = 0;
        await bench.LaterAsync();

        Assert.False((await bench.SourceAsync()).TryGetProperty("lastError", out _));
    }

    [Fact]
    public async Task Layer_that_another_image_has_is_read_once()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var shared = FakeRegistry.Debian("openssl", "1.0-1");
        registry.Push("app", "1", shared, new Vigil.Tests.Support.TarBuilder().File("a", "a").Build());
        await using var bench = await SourceBench.StartAsync();
        await bench.PutAsync(Registry(registry));

        registry.Push("app", "2", shared, new Vigil.Tests.Support.TarBuilder().File("b", "b").Build());
        await bench.LaterAsync();

        var digest = $"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(shared))}";
        Assert.Single(registry.Requests, path => path.EndsWith(digest, StringComparison.Ordinal));
        Assert.Equal(2, (await bench.FindingsAsync()).Count);
    }

    [Fact]
    public async Task Notification_makes_a_push_known_at_once_and_only_with_its_token()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Push("app", "1", FakeRegistry.Debian("openssl", "1.0-1"));
        await using var bench = await SourceBench.StartAsync();
        var token = (await bench.PutAsync(Registry(registry))).GetProperty("notificationToken").GetString();
        var second = registry.Push("app", "2", FakeRegistry.Debian("curl", "1.0-1"));

        Assert.Equal(HttpStatusCode.Forbidden, await NotifyAsync(bench, "wrong", Pushed("app", second)));
        Assert.Equal(HttpStatusCode.BadRequest, await NotifyAsync(bench, token, "{}"));
        await bench.WorkAsync();
        Assert.Empty((await bench.FindingsAsync())[$"{Prefix}app/{second}"]);
        Assert.Equal(HttpStatusCode.Accepted, await NotifyAsync(bench, token, Pushed("app", second)));
        await bench.WorkAsync();

        Assert.NotEmpty((await bench.FindingsAsync())[$"{Prefix}app/{second}"]);
    }

    [Fact]
    public async Task Image_is_watched_until_its_window_lapses_and_again_when_it_is_used()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var digest = registry.Push("app", "1", FakeRegistry.Debian("openssl", "1.0-1"));
        await using var bench = await SourceBench.StartAsync();
        var token = (await bench.PutAsync(Registry(registry))).GetProperty("notificationToken").GetString();
        await bench.LaterAsync(TimeSpan.FromDays(13));
        Assert.NotEmpty(await bench.FindingsAsync());

        await bench.LaterAsync(TimeSpan.FromDays(2));
        Assert.Equal("SCAN_ELIGIBILITY_EXPIRED", (await bench.CoverageAsync())[$"{Prefix}app/{digest}"]);
        Assert.Empty(await bench.FindingsAsync());
        await bench.Client.CallAsync("UpdateConfiguration", new { ecrConfiguration = new { rescanDuration = "DAYS_180" } });
        await bench.LaterAsync();
        Assert.Empty(await bench.FindingsAsync());
        await NotifyAsync(bench, token, Pushed("app", digest).Replace("push", "pull", StringComparison.Ordinal).Replace("2026-11-24T12:00", "2026-12-09T12:04", StringComparison.Ordinal));
        await bench.WorkAsync();

        Assert.Equal("SUCCESSFUL", (await bench.CoverageAsync())[$"{Prefix}app/{digest}"]);
        Assert.NotEmpty(await bench.FindingsAsync());
    }

    [Fact]
    public async Task Scan_is_repeated_when_somebody_asks_for_it()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var digest = registry.Push("app", "1", FakeRegistry.Debian("openssl", "1.0-1"));
        await using var bench = await SourceBench.StartAsync();
        await bench.PutAsync(Registry(registry));
        registry.Requests.Clear();

        Assert.Equal(200, (await bench.Client.CallAsync("StartScan", new { resourceId = $"{Prefix}app/{digest}" })).Status);
        await bench.WorkAsync();

        Assert.Contains(registry.Requests, path => path.EndsWith($"/manifests/{digest}", StringComparison.Ordinal));
        Assert.Equal(404, (await bench.Client.CallAsync("StartScan", new { resourceId = "i-0123456789abcdef0" })).Status);
    }

    [Fact]
    public async Task Deleted_source_takes_its_resources_along()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var digest = registry.Push("app", "1", FakeRegistry.Debian("openssl", "1.0-1"));
        await using var bench = await SourceBench.StartAsync();
        await bench.PutAsync(Registry(registry));

        Assert.Equal(200, (await bench.Client.CallAsync("DeleteSource", new { name = "hub" })).Status);
        await bench.LaterAsync();

        Assert.Equal("RESOURCE_TERMINATED", (await bench.CoverageAsync())[$"{Prefix}app/{digest}"]);
        Assert.Empty(await bench.FindingsAsync());
        Assert.Empty((await bench.Client.CallAsync("ListSources")).Body.GetProperty("sources").EnumerateArray());
    }

    [Fact]
    public async Task Scanning_that_is_switched_off_and_on_begins_anew()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Push("app", "1", FakeRegistry.Debian("openssl", "1.0-1"));
        await using var bench = await SourceBench.StartAsync();
        await bench.PutAsync(Registry(registry));

        await bench.Client.CallAsync("Disable", new { resourceTypes = new[] { "ECR" } });
        await bench.LaterAsync();
        Assert.Contains("ECR is not switched on", (await bench.SourceAsync()).GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Empty(await bench.FindingsAsync());
        await bench.Client.CallAsync("Enable", new { resourceTypes = new[] { "ECR" } });
        await bench.LaterAsync();

        Assert.NotEmpty(await bench.FindingsAsync());
    }

    [Theory]
    [InlineData("http://registry.example")]
    [InlineData("registry.example/team")]
    [InlineData("")]
    public async Task Address_that_is_no_host_is_refused(string address)
    {
        await using var bench = await SourceBench.StartAsync();

        Assert.Equal(400, (await bench.Client.CallAsync("PutSource", new { name = "hub", kind = "REGISTRY", address })).Status);
    }

    private static object Registry(FakeRegistry registry) => new { name = "hub", kind = "REGISTRY", address = registry.Host, insecure = true };

    private static string Pushed(string repository, string digest) =>
        $$"""{"events":[{"action":"push","timestamp":"2026-11-24T12:00:00Z","target":{"mediaType":"application/vnd.oci.image.manifest.v1+json","repository":"{{repository}}","digest":"{{digest}}","tag":"2"} }]}""";

    private static async Task<HttpStatusCode> NotifyAsync(SourceBench bench, string? token, string body)
    {
        using var client = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(bench.Server.Address, $"/vigil/v1/notifications/hub?token={token}"), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
