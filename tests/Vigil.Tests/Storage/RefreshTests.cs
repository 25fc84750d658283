using Vigil.Advisories.Exploits;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Storage;

public sealed class RefreshTests
{
    private const string Vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public void Exploitation_data_score_again_without_matching_and_touch_only_what_changes(DatabaseKind kind)
    {
        var scored = Advisory("CVE-2026-10001", Source("Debian", "12", "curl", "8")) with { Severities = [new Severity("NVD", Vector)] };
        using var generation = Generation(scored, Advisory("CVE-2026-10002", Source("Debian", "12", "bash", "8")));
        using var unlikely = Exploits(new ExploitProbability("CVE-2026-10001", 0.01f, 0.5f));
        using var likely = Exploits(new ExploitProbability("CVE-2026-10001", 0.9f, 0.99f));
        using var site = new Site(kind, generation);
        site.Estate.JudgeBy(generation, unlikely);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"), Package("Debian", "12", "bash", "7"));
        var before = Find(site, "CVE-2026-10001");
        var other = Find(site, "CVE-2026-10002");

        site.Clock.Advance(TimeSpan.FromHours(1));
        site.Estate.JudgeBy(generation, likely);
        Assert.False(site.Estate.IsRefreshed);
        site.Estate.Refresh(() => { }, CancellationToken.None);

        var after = Find(site, "CVE-2026-10001");
        Assert.True(site.Estate.IsRefreshed);
        Assert.Equal((9.0, 9.6), (before.Content.Score, after.Content.Score));
        Assert.Equal(0.9, after.Content.Epss);
        Assert.Equal(site.Clock.GetUtcNow(), after.State.UpdatedAt);
        Assert.Equal(before.State.LastObservedAt, after.State.LastObservedAt);
        Assert.Equal(FindingEvent.Updated, site.Findings.History([Site.Account], after.Arn)[^1].Event);
        Assert.Equal(other, Find(site, "CVE-2026-10002"));
    }

    private static RecordedFinding Find(Site site, string flaw) => site.All().Single(finding => finding.Content.Subject == flaw);

    private static ExploitTable Exploits(ExploitProbability probability)
    {
        var builder = new ExploitTableBuilder();
        builder.Add(probability);
        return ExploitTable.Load(builder.ToArray());
    }
}
