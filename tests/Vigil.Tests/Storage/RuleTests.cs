using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Rules;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Storage;

public sealed class RuleTests
{
    private static readonly AccountId Administrator = AccountId.Parse("999988887777");

    public static TheoryData<DatabaseKind> Databases => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_rule_suppresses_what_it_matches_now_and_later_until_it_is_deleted(DatabaseKind kind)
    {
        using var generation = Generation(
            Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "bash", "8")));
        using var site = new Site(kind, generation);
        var registry = new FilterRegistry(site.Database, site.Clock);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"), Package("Debian", "12", "bash", "7"));

        var rule = registry.Put(Rule("noise", "CVE-1"), 500)!;
        Assert.Equal(1, site.Weigh());
        site.Submit("i-2", Package("Debian", "12", "curl", "7"));

        Assert.Equal(["i-1 CVE-1 Suppressed", "i-1 CVE-2 Active", "i-2 CVE-1 Suppressed"], Lines(site));
        site.Clock.Advance(TimeSpan.FromHours(1));
        site.Submit("i-1", Package("Debian", "12", "curl", "7"), Package("Debian", "12", "bash", "7"));
        Assert.Equal(site.Clock.GetUtcNow().AddHours(-1), site.All().First(finding => finding.State.Status == FindingStatus.Suppressed).State.LastObservedAt);

        Assert.True(registry.Delete(Site.Account, rule.Arn));
        Assert.Equal(2, site.Weigh());
        Assert.Equal(0, site.Weigh());

        Assert.Equal(["i-1 CVE-1 Active", "i-1 CVE-2 Active", "i-2 CVE-1 Active"], Lines(site));
        Assert.Equal(site.Clock.GetUtcNow(), site.All().First(finding => finding.Resource.Id == "i-1").State.LastObservedAt);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_rule_that_expires_becomes_a_saved_filter(DatabaseKind kind)
    {
        using var generation = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var site = new Site(kind, generation);
        var registry = new FilterRegistry(site.Database, site.Clock);
        registry.Put(Rule("noise", "CVE-1") with { ExpiresAt = site.Clock.GetUtcNow().AddDays(1) }, 500);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"));

        site.Clock.Advance(TimeSpan.FromDays(1));
        site.Weigh();

        Assert.Equal(["i-1 CVE-1 Active"], Lines(site));
        Assert.False(Assert.Single(registry.List(Site.Account)).Suppresses);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_rules_of_an_administrator_count_for_its_members(DatabaseKind kind)
    {
        using var generation = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var site = new Site(kind, generation);
        var registry = new FilterRegistry(site.Database, site.Clock);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"));
        registry.Put(Rule("noise", "CVE-1") with { Owner = Administrator }, 500);
        site.Weigh();
        Assert.Equal(["i-1 CVE-1 Active"], Lines(site));

        registry.Govern(Site.Account, Administrator);
        site.Weigh();
        Assert.Equal(["i-1 CVE-1 Suppressed"], Lines(site));

        registry.Govern(Site.Account, Site.Account);
        site.Weigh();
        Assert.Equal(["i-1 CVE-1 Active"], Lines(site));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_name_is_given_once_and_there_is_a_limit(DatabaseKind kind)
    {
        using var generation = Generation();
        using var site = new Site(kind, generation);
        var registry = new FilterRegistry(site.Database, site.Clock);
        var first = registry.Put(Rule("one", "CVE-1"), 2)!;
        var second = registry.Put(Rule("two", "CVE-1"), 2)!;

        Assert.Throws<DuplicateFilterException>(() => registry.Put(Rule("one", "CVE-1"), 3));
        Assert.Throws<DuplicateFilterException>(() => registry.Put(second with { Name = "one" }, 3));
        Assert.Throws<TooManyFiltersException>(() => registry.Put(Rule("three", "CVE-1"), 2));
        Assert.Null(registry.Put(Rule("four", "CVE-1") with { Arn = first.Arn[..^1] + "x" }, 3));
        Assert.Equal("changed", registry.Put(first with { Description = "changed" }, 2)!.Description);
        Assert.Matches("^arn:aws:inspector2:eu-central-1:111122223333:owner/111122223333/filter/[0-9a-f]{16}$", first.Arn);
        Assert.Equal(["changed", ""], registry.List(Site.Account).Select(filter => filter.Description));
        Assert.False(registry.Delete(Administrator, first.Arn));
    }

    private static FindingFilter Rule(string name, string flaw) =>
        new() { Owner = Site.Account, Name = name, Suppresses = true, Criteria = Criteria.All.With("vulnerabilityId", flaw) };

    private static IEnumerable<string> Lines(Site site) => site.All()
        .Select(finding => $"{finding.Resource.Id} {finding.Content.Subject} {finding.State.Status}")
        .Order(StringComparer.Ordinal);
}
