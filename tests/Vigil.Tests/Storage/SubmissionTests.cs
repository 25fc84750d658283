using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Queries;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Storage;

public sealed class SubmissionTests
{
    public static TheoryData<DatabaseKind> Databases => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_flaw_in_two_packages_of_a_machine_is_one_active_finding(DatabaseKind kind)
    {
        using var generation = Generation(Advisory("CVE-2026-1", Source("Debian", "12", "curl", "8.1")));
        using var site = new Site(kind, generation);
        var library = Package("Debian", "12", "libcurl4", "8.0") with { SourceName = "curl" };

        site.Submit("i-1", Package("Debian", "12", "curl", "8.0"), library, Package("Debian", "12", "bash", "5"));

        var finding = Assert.Single(site.All());
        Assert.Equal("CVE-2026-1 - curl, libcurl4", finding.Content.Title);
        Assert.Equal(FindingStatus.Active, finding.State.Status);
        Assert.Equal(site.Clock.GetUtcNow(), finding.State.FirstObservedAt);
        Assert.Equal(FixAvailable.Yes, finding.Content.FixAvailable);
        Assert.Equal(["8.1", "8.1"], finding.Content.Package!.Packages.Select(package => package.Verdict.FixedVersion));
        Assert.Matches("^arn:aws:inspector2:eu-central-1:111122223333:finding/[0-9a-f]{32}$", finding.Arn);
        Assert.Equal(finding, Assert.Single(site.Findings.Find([Site.Account], [finding.Arn])));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void An_upgrade_closes_and_a_downgrade_within_seven_days_reopens_under_the_same_name(DatabaseKind kind)
    {
        using var generation = Generation(Advisory("CVE-2026-1", Source("Debian", "12", "curl", "8.1")));
        using var site = new Site(kind, generation);
        site.Submit("i-1", Package("Debian", "12", "curl", "8.0"));
        var opened = Assert.Single(site.All());

        site.Clock.Advance(TimeSpan.FromHours(1));
        site.Submit("i-1", Package("Debian", "12", "curl", "8.1"));
        var closed = Assert.Single(site.All());
        site.Clock.Advance(TimeSpan.FromDays(7));
        site.Submit("i-1", Package("Debian", "12", "curl", "8.0"));
        var reopened = Assert.Single(site.All());

        Assert.Equal((FindingStatus.Closed, ClosedReason.Remediated), (closed.State.Status, closed.State.ClosedReason));
        Assert.Equal(opened.State.LastObservedAt, closed.State.LastObservedAt);
        Assert.Equal(opened.Arn, reopened.Arn);
        Assert.Equal((FindingStatus.Active, opened.State.FirstObservedAt), (reopened.State.Status, reopened.State.FirstObservedAt));
        Assert.Equal(
            [FindingEvent.Opened, FindingEvent.Closed, FindingEvent.Reopened],
            site.Findings.History([Site.Account], opened.Arn).Select(entry => entry.Event));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void Pages_give_every_finding_once_in_order(DatabaseKind kind)
    {
        var names = Enumerable.Range(0, 25).Select(number => $"p{number:D2}").ToArray();
        using var generation = Generation([.. names.Select(name => Advisory($"CVE-2026-{name[1..]}", Source("Debian", "12", name, "2")))]);
        using var site = new Site(kind, generation);
        site.Submit("i-1", [.. names.Select(name => Package("Debian", "12", name, "1"))]);
        site.Submit("i-2", [.. names.Take(5).Select(name => Package("Debian", "12", name, "1"))]);
        var query = new FindingQuery { Accounts = [Site.Account], SortBy = FindingSort.VulnerabilityId, IsDescending = true, MaxResults = 7 };

        var found = new List<RecordedFinding>();
        string? token = null;
        do
        {
            var page = site.Findings.List(query with { NextToken = token });
            found.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);

        Assert.Equal(30, found.Select(finding => finding.Arn).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(found.Select(finding => finding.Content.Subject).OrderDescending(StringComparer.Ordinal), found.Select(finding => finding.Content.Subject));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_filter_gives_what_it_asks_for(DatabaseKind kind)
    {
        using var generation = Generation(
            Advisory("CVE-2026-1", Source("Debian", "12", "curl", "8.1")), Advisory("CVE-2026-2", Source("Debian", "12", "bash", "6")));
        using var site = new Site(kind, generation);
        site.Submit("i-1", Package("Debian", "12", "curl", "8.0"), Package("Debian", "12", "bash", "5"));
        site.Submit("i-2", Package("Debian", "12", "curl", "8.0"));

        var page = site.Findings.List(new FindingQuery
        {
            Accounts = [Site.Account],
            Criteria = Criteria.All.With("vulnerabilityId", "CVE-2026-1").With("resourceId", "i-1").With("findingStatus", "ACTIVE"),
        });

        Assert.Equal("CVE-2026-1 - curl", Assert.Single(page.Items).Content.Title);
        Assert.Null(page.NextToken);
    }
}
