using System.Globalization;
using FsCheck.Xunit;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Resources;
using Vigil.Storage;
using Vigil.Storage.Aggregations;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Storage;

public sealed class AggregationTests
{
    [Property(Arbitrary = [typeof(RandomFindings)], MaxTest = 40)]
    public void Counts_agree_with_the_findings_on_sqlite(ContentSubmission[] submissions, AggregationType type, AggregationSort sort, bool isAscending) =>
        CountsAgree(DatabaseKind.Sqlite, submissions, type, sort, isAscending);

    [Property(Arbitrary = [typeof(RandomFindings)], MaxTest = 15)]
    public void Counts_agree_with_the_findings_on_postgres(ContentSubmission[] submissions, AggregationType type, AggregationSort sort, bool isAscending) =>
        CountsAgree(DatabaseKind.Postgres, submissions, type, sort, isAscending);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public void Every_type_takes_its_conditions(DatabaseKind kind)
    {
        using var generation = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var site = new Site(kind, generation);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"));
        var queries = new AggregationQueries(site.Database);

        Assert.Single(queries.List(Ask(AggregationType.AwsEc2Instance) with { Criteria = Criteria.All.With("instanceIds", "i-1") }).Items);
        Assert.Empty(queries.List(Ask(AggregationType.AwsEc2Instance) with { Criteria = Criteria.All.With("instanceIds", "i-2") }).Items);
        Assert.Empty(queries.List(Ask(AggregationType.Title) with { Criteria = Criteria.All.With("vulnerabilityIds", "CVE-2") }).Items);
        Assert.Single(queries.List(Ask(AggregationType.Package) with { Criteria = Criteria.All.With("packageNames", "curl") }).Items);
        Assert.Empty(queries.List(Ask(AggregationType.Account) with { FindingType = FindingType.NetworkReachability }).Items);
        Assert.Empty(queries.List(Ask(AggregationType.Account) with { ResourceType = ResourceType.AwsLambdaFunction }).Items);
        Assert.Equal(1, Assert.Single(queries.List(Ask(AggregationType.Account)).Items).FixAvailable);
    }

    private static AggregationQuery Ask(AggregationType type) => new() { Accounts = [Site.Account], Type = type };

    private static void CountsAgree(DatabaseKind kind, ContentSubmission[] submissions, AggregationType type, AggregationSort sort, bool isAscending)
    {
        using var generation = Generation();
        using var site = new Site(kind, generation);
        site.Estate.Submit(submissions);
        var queries = new AggregationQueries(site.Database);

        var rows = new List<AggregationRow>();
        var query = Ask(type) with { SortBy = sort, IsAscending = isAscending, MaxResults = 2 };
        string? token = null;
        do
        {
            var page = queries.List(query with { NextToken = token });
            rows.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);

        var expected = site.All()
            .Where(finding => finding.State.Status == FindingStatus.Active)
            .SelectMany(finding => GroupsOf(type, finding).Distinct().Select(group => (Group: group, Finding: finding)))
            .GroupBy(one => one.Group, one => one.Finding);
        Assert.Equal(
            expected.Select(group => Line(group.Key, group.Count(), Count(group, FindingSeverity.Critical), Count(group, FindingSeverity.Medium))).Order(StringComparer.Ordinal),
            rows.Select(row => Line(KeyOf(row), row.All, row.Critical, row.Medium)).Order(StringComparer.Ordinal));
        var values = rows.Select(row => Value(row, sort));
        Assert.Equal(isAscending ? values.Order() : values.OrderDescending(), values);
    }

    private static IEnumerable<string> GroupsOf(AggregationType type, RecordedFinding finding)
    {
        var (resource, content) = (finding.Resource, finding.Content);
        return type switch
        {
            AggregationType.Account or AggregationType.FindingType => [resource.Account.ToString()],
            AggregationType.Title => [$"{content.Title} {(content.Type == FindingType.PackageVulnerability ? content.Subject : "")}"],
            AggregationType.Package => content.Package?.Packages.Select(one => one.Package.Coordinate.Name) ?? [],
            AggregationType.Repository => Named(resource.Image?.Repository),
            AggregationType.Ami => Named(resource.Machine?.ImageId),
            AggregationType.AwsEc2Instance or AggregationType.VmInstance => resource.Machine is null ? [] : [resource.Id],
            AggregationType.AwsEcrContainer or AggregationType.ContainerImage => resource.Image is null ? [] : [resource.Id],
            AggregationType.AwsLambdaFunction or AggregationType.ServerlessFunction => resource.Function is null ? [] : [resource.Id],
            AggregationType.CodeRepository => resource.Project is null ? [] : [resource.Id],
            AggregationType.ImageLayer => Parts(content).Where(one => one.LayerHash.Length > 0).Select(one => $"{one.LayerHash} {resource.Id}"),
            _ => Parts(content).Where(one => one.FunctionLayerArn.Length > 0).Select(one => $"{one.FunctionLayerArn} {resource.Id}"),
        };
    }

    private static IEnumerable<PackageParts> Parts(FindingContent content) => content.Package?.Packages.Items.SelectMany(one => PackageParts.Of(one.Package)) ?? [];

    private static IEnumerable<string> Named(string? name) => string.IsNullOrEmpty(name) ? [] : [name];

    private static string KeyOf(AggregationRow row) => (row.Vulnerability.Length, row.Resource) switch
    {
        (> 0, _) => $"{row.Key} {row.Vulnerability}",
        (_, { } resource) when row.Key != resource.Id => $"{row.Key} {resource.Id}",
        _ => row.Key.EndsWith(" - a", StringComparison.Ordinal) ? row.Key + " " : row.Key,
    };

    private static long Count(IEnumerable<RecordedFinding> findings, FindingSeverity severity) => findings.Count(finding => finding.Content.Severity == severity);

    private static string Line(string key, long all, long critical, long medium) => string.Create(CultureInfo.InvariantCulture, $"{key}: {all} {critical} {medium}");

    private static long Value(AggregationRow row, AggregationSort sort) => sort switch
    {
        AggregationSort.Critical => row.Critical,
        AggregationSort.High => row.High,
        AggregationSort.All => row.All,
        AggregationSort.NetworkFindings => row.Network,
        _ => row.AffectedResources,
    };
}
