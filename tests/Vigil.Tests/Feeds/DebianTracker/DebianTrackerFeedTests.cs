using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;
using Vigil.Tests.Feeds.Support;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Feeds.DebianTracker;

public sealed class DebianTrackerFeedTests
{
    private const string Path = "debian/data/json";

    private const string Document = """
        {"curl":{
          "CVE-2023-0001":{"scope":"remote","debianbug":1,"description":"A heap overflow.","releases":{
            "bookworm":{"status":"resolved","repositories":{"bookworm":"7.88.1-10+deb12u4"},"fixed_version":"7.88.1-10+deb12u4","urgency":"high**"},
            "bullseye":{"status":"open","repositories":{"bullseye":"7.74.0-1.3"},"urgency":"not yet assigned","nodsa":"Minor issue","nodsa_reason":"postponed"},
            "sid":{"status":"resolved","repositories":{"sid":"8.4.0-2"},"fixed_version":"8.4.0-1","urgency":"high"}}},
          "TEMP-0290435-0B57B5":{"releases":{"bookworm":{"status":"open","repositories":{},"urgency":"unimportant"}}}},
         "zlib":{
          "CVE-2023-0001":{"description":"","releases":{"bookworm":{"status":"resolved","fixed_version":"0","urgency":"low"}}},
          "CVE-2023-0002":{"releases":{"bookworm":{"status":"undetermined","urgency":"low"},"bullseye":{"status":"open","urgency":"end-of-life"}}},
          "CVE-2023-0003":{"releases":{"bookworm":{"status":"resolved","urgency":"low"}}},
          "CVE-2023-0004":{"releases":{"bookworm":{"status":"unheard of"}}}}}
        """;

    [Fact]
    public void An_advisory_gathers_what_all_packages_and_releases_say_of_a_flaw()
    {
        using var run = new FeedRun().WithText(Path, Document);

        var report = run.ReadOne();

        Assert.Equal(("debian", 6, 4, 2, 3), (report.Source, report.Entries, report.Accepted, report.Rejected, report.Advisories));
        Assert.Equal(
            [
                new()
                {
                    Id = "CVE-2023-0001",
                    Source = "debian",
                    Details = "A heap overflow.",
                    Affected =
                    [
                        Row("12", "curl", "7.88.1-10+deb12u4", VendorState.Affected, "high"),
                        Row("11", "curl", "", VendorState.Deferred, "not yet assigned"),
                        Row("12", "zlib", "", VendorState.NotAffected, "low"),
                    ],
                },
                new() { Id = "CVE-2023-0002", Source = "debian", Affected = [Row("12", "zlib", "", VendorState.UnderInvestigation, "low"), Row("11", "zlib", "", VendorState.EndOfLife, "end-of-life")] },
                new() { Id = "TEMP-0290435-0B57B5", Source = "debian", Affected = [Row("12", "curl", "", VendorState.Affected, "unimportant")] },
            ],
            run.Advisories);
    }

    [Theory]
    [InlineData("12", "7.88.1-10+deb12u3+b1", "CVE-2023-0001 7.88.1-10+deb12u4, TEMP-0290435-0B57B5 ")]
    [InlineData("12", "7.88.1-10+deb12u4", "TEMP-0290435-0B57B5 ")]
    [InlineData("11", "7.74.0-1.3", "CVE-2023-0001 ")]
    public void An_installed_package_is_judged_by_its_source(string release, string version, string expected)
    {
        using var run = new FeedRun().WithText(Path, Document);
        run.Read();

        var verdicts = Judge(Package("Debian", release, "libcurl4", version) with { SourceName = "curl" }, [.. run.Advisories]).Verdicts;

        Assert.Equal(expected, string.Join(", ", verdicts.Select(verdict => $"{verdict.VulnerabilityId} {verdict.FixedVersion}")));
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("\"curl\"")]
    [InlineData("""{"curl":{"CVE-2023-0001":{"releases":{}}}""")]
    public void A_broken_document_gives_nothing_and_is_named(string text)
    {
        using var run = new FeedRun().WithText(Path, text);

        var report = run.ReadOne();

        Assert.True(report.IsBroken);
        Assert.Contains(report.Diagnostics, d => d.Code == FeedCodes.DocumentBroken);
        Assert.Empty(run.Advisories);
    }

    [Property]
    public Property A_damaged_document_is_read_rejected_or_named_as_broken() =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(0, Encoding.UTF8.GetByteCount(Document) - 1), Gen.Choose(0, 255)).ToArbitrary(),
            damage =>
            {
                var bytes = Encoding.UTF8.GetBytes(Document);
                bytes[damage.Item1] = (byte)damage.Item2;
                using var run = new FeedRun().WithBytes(Path, bytes);

                var report = run.ReadOne();

                return report.IsBroken || report.Entries > 0;
            });

    private static AffectedPackage Row(string release, string name, string fix, VendorState state, string label) =>
        Source("Debian", release, name, fix, state) with { SeverityLabel = label };
}
