using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.WolfiSecDb;

public sealed class WolfiSecDbFeedTests
{
    private const string Document = """
        {"apkurl":"{{urlprefix}}/{{reponame}}","archs":["x86_64"],"reponame":"os","urlprefix":"https://packages.wolfi.dev","packages":[
          {"pkg":{"name":"curl","secfixes":{"8.4.0-r0":["CVE-2023-38545"],"0":["CVE-2021-22926","GHSA-aaaa-bbbb-1ccc"]}}}]}
        """;

    [Fact]
    public void A_rolling_distribution_has_no_release()
    {
        using var run = new FeedRun().WithText("wolfi/os/security.json", Document);

        var report = run.ReadOne();

        Assert.Equal(("wolfi", 3, 3), (report.Source, report.Entries, report.Advisories));
        Assert.Equal(
            [
                new() { Id = "CVE-2021-22926", Source = "wolfi", Affected = [Row("Wolfi", fix: "", VendorState.NotAffected)] },
                new() { Id = "CVE-2023-38545", Source = "wolfi", Affected = [Row("Wolfi", "8.4.0-r0")] },
                new() { Id = "GHSA-aaaa-bbbb-1ccc", Source = "wolfi", Affected = [Row("Wolfi", fix: "", VendorState.NotAffected)] },
            ],
            run.Advisories);
    }

    [Theory]
    [InlineData("wolfi/os/security.json", "Wolfi", "8.3.0-r2", "8.4.0-r0")]
    [InlineData("wolfi/os/security.json", "Wolfi", "8.4.0-r0", null)]
    [InlineData("chainguard/chainguard/security.json", "Chainguard", "8.3.0-r2", "8.4.0-r0")]
    public void Subpackages_are_judged_by_their_origin(string path, string ecosystem, string version, string? fix)
    {
        using var run = new FeedRun().WithText(path, Document);

        run.Read();

        Assert.Equal(fix, FixOf(Package(ecosystem, "", "libcurl", version) with { SourceName = "curl" }, [.. run.Advisories]));
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("""{"packages":[{"pkg":{"name":"curl","secfixes":{"8.4.0-r0":["CVE-2023-38545"]}}}""")]
    public void A_broken_document_gives_nothing_and_is_named(string text)
    {
        using var run = new FeedRun().WithText("wolfi/os/security.json", text);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Equal(FeedCodes.DocumentBroken, Assert.Single(report.Diagnostics).Code);
        Assert.Empty(run.Advisories);
    }

    private static AffectedPackage Row(string ecosystem, string fix, VendorState state = VendorState.Affected) =>
        Source(ecosystem, "", "curl", fix, state) with { Scheme = "apk" };
}
