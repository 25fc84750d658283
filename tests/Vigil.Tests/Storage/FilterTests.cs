using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Domain.Coverage;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Storage;
using Vigil.Storage.Queries;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Storage;

public sealed class FilterTests
{
    [Property(Arbitrary = [typeof(RandomFindings)], MaxTest = 60)]
    public void Sql_finds_what_the_predicate_in_memory_finds_on_sqlite(ContentSubmission[] submissions, Criteria[] questions) =>
        SqlEqualsPredicate(DatabaseKind.Sqlite, submissions, questions);

    [Property(Arbitrary = [typeof(RandomFindings)], MaxTest = 15)]
    public void Sql_finds_what_the_predicate_in_memory_finds_on_postgres(ContentSubmission[] submissions, Criteria[] questions) =>
        SqlEqualsPredicate(DatabaseKind.Postgres, submissions, questions);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public void Every_field_of_every_kind_can_be_asked_for(DatabaseKind kind)
    {
        using var generation = Generation();
        using var site = new Site(kind, generation);
        site.Estate.Submit(RandomFindings.Submissions().Generator.Sample(5, 20).SelectMany(one => one).ToArray());
        var all = site.All();
        var coverage = Coverage(site, Criteria.All);

        foreach (var field in FindingFields.All)
        {
            foreach (var criteria in RandomFindings.Questions([field]).Sample(5, 10))
            {
                AssertSame(site, all, criteria);
            }
        }

        foreach (var field in CoverageFields.All)
        {
            foreach (var criteria in RandomFindings.Questions([field]).Sample(5, 10))
            {
                Assert.Equal(Keys(coverage.Where(entry => criteria.Matches(entry))), Keys(Coverage(site, criteria)));
            }
        }
    }

    private static void SqlEqualsPredicate(DatabaseKind kind, ContentSubmission[] submissions, Criteria[] questions)
    {
        using var generation = Generation();
        using var site = new Site(kind, generation);
        foreach (var submission in submissions)
        {
            site.Clock.Advance(TimeSpan.FromHours(1));
            site.Estate.Submit(submission);
        }

        var all = site.All();
        foreach (var criteria in questions)
        {
            AssertSame(site, all, criteria);
        }
    }

    private static void AssertSame(Site site, IEnumerable<RecordedFinding> all, Criteria criteria)
    {
        var found = site.Findings.List(new FindingQuery { Accounts = [Site.Account], Criteria = criteria, MaxResults = 1000 }).Items;

        Assert.True(
            all.Where(finding => criteria.Matches(finding)).Select(finding => finding.Arn).Order(StringComparer.Ordinal)
                .SequenceEqual(found.Select(finding => finding.Arn).Order(StringComparer.Ordinal)),
            $"{string.Join("; ", criteria.Fields.Select(one => $"{one.Field}: {string.Join(", ", one.Conditions)}"))}");
    }

    private static IReadOnlyList<CoverageEntry> Coverage(Site site, Criteria criteria) =>
        new CoverageQueries(site.Database).List(new CoverageQuery { Accounts = [Site.Account], Criteria = criteria, MaxResults = 1000 }).Items;

    private static IEnumerable<string> Keys(IEnumerable<CoverageEntry> entries) => entries.Select(entry => $"{entry.Resource.Id} {entry.ScanType}").Order(StringComparer.Ordinal);
}
