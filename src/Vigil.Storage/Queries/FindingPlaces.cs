using System.Globalization;
using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Queries;

/// <summary>The places of findings in the order of a query.</summary>
/// <remarks>
/// When what is asked for is met by few resources or assessments, their findings are put in order; otherwise the walk that gives the order looks at findings
/// until a page is full. The database alone would mostly walk, however rare what is asked for.
/// </remarks>
internal sealed class FindingPlaces(Session session, string region, FindingQuery query, FindingOrder order)
{
    private const string Arn = "findingArn";
    private const string Account = "awsAccountId";
    private const string Status = "findingStatus";
    private const int FewResources = 100;
    private const int FewAssessments = 500;
    private const int FewFindings = 20_000;
    private const string ChangedFew = "1 = 1"; // the question says which

    private static readonly (string Table, string Join)[] Tables =
    [
        ("finding f", ""),
        ("resource r", "r.id = f.resource"),
        ("assessment a", "a.id = f.assessment"),
        ("vulnerability v", "v.id = f.vulnerability"),
        ("coverage c", "c.account = f.account AND c.resource = f.resource AND c.scan_type = f.type"),
    ];

    private readonly List<(string Field, Column Column, IReadOnlyList<Condition> Conditions)> _asked =
        [.. query.Criteria.Fields.Items.Where(one => one.Field is not (Account or Status or Arn)).Select(one => (one.Field, FindingColumns.Of(one.Field), one.Conditions.ToList()))];

    /// <summary>The places behind a place, one more than a page has, so that whoever asks knows whether there is another.</summary>
    public List<object[]> After(object[]? place)
    {
        var places = new List<object[]>();
        foreach (var account in AccountsAsked())
        {
            var few = Few(account);
            foreach (var status in StatusesAsked())
            {
                places.AddRange(After(account, status, few, place));
            }
        }

        places.Sort(query.IsDescending ? static (left, right) => FindingOrder.Compare(right, left) : FindingOrder.Compare);
        return places[..Math.Min(places.Count, query.MaxResults + 1)];
    }

    private IEnumerable<AccountId> AccountsAsked()
    {
        var field = new TextField<AccountId>(Account, account => [account.ToString()]);
        return query.Accounts.Items.Distinct().Where(account => field.Matches(account, query.Criteria.On(Account)));
    }

    private IEnumerable<int> StatusesAsked() =>
        new WordField<FindingStatus>(Status, FindingWords.Status.All, status => (int)status).NumbersThatMeet(query.Criteria.On(Status));

    // the few resources or assessments of which the findings are; null when there are many
    private string? Few(AccountId account) => FewResourcesOf(account) ?? FewAssessmentsOf(account) ?? FewChangedOf(account);

    // whoever polls for what changed since the last time
    private string? FewChangedOf(AccountId account)
    {
        if (query.Criteria.On("updatedAt") is not [Condition.Date { Start: not null } since])
        {
            return null;
        }

        var sql = new SqlText();
        using var statement = session.Once(
            $"""
            SELECT count(*) FROM (SELECT 1 FROM finding f{session.Along("finding_updated")} WHERE f.account = {sql[account.Number]} AND f.status IN (0, 1, 2)
              AND {new DateColumn("f.updated_at").All(sql, [since])} LIMIT {FewFindings + 1}) AS found
            """);
        return statement.Number(sql.Values) <= FewFindings ? ChangedFew : null;
    }

    private string? FewResourcesOf(AccountId account)
    {
        var sql = new SqlText();
        var conditions = On(Side.Resource, sql);
        return conditions.Count == 0 ? null : InList("f.resource", FewResources, Ids(
            sql, $"SELECT r.id FROM resource r WHERE r.account = {sql[account.Number]} AND {string.Join(" AND ", conditions)} LIMIT {FewResources + 1}"));
    }

    private string? FewAssessmentsOf(AccountId account)
    {
        var sql = new SqlText();
        var conditions = On(Side.Content, sql);
        var few = conditions.Count == 0 ? null : InList("f.assessment", FewAssessments, Ids(
            sql, $"SELECT a.id FROM assessment a JOIN vulnerability v ON v.id = a.vulnerability WHERE {string.Join(" AND ", conditions)} LIMIT {FewAssessments + 1}"));
        if (few is null)
        {
            return null;
        }

        // a flaw of a package that all have is on all resources
        using var count = session.Once(
            $"SELECT count(*) FROM (SELECT 1 FROM finding f{session.Along("finding_assessment")} WHERE f.account = $1 AND f.status IN (0, 1, 2) AND {few} LIMIT {FewFindings + 1}) AS found");
        return count.Number(account.Number) <= FewFindings ? few : null;
    }

    private List<long> Ids(SqlText sql, string text)
    {
        using var statement = session.Once(text);
        return statement.List(row => row.GetInt64(0), sql.Values);
    }

    private static string? InList(string column, int most, List<long> ids) => ids.Count > most ? null
        : $"{column} IN ({string.Join(", ", ids.DefaultIfEmpty(-1).Select(id => id.ToString(CultureInfo.InvariantCulture)))})";

    private List<string> On(Side side, SqlText sql) => [.. _asked.Where(one => one.Column.Side == side).Select(one => one.Column.All(sql, one.Conditions))];

    private List<object[]> After(AccountId account, int status, string? few, object[]? place)
    {
        var sql = new SqlText();
        var conditions = new List<string> { $"f.account = {sql[account.Number]}", $"f.status = {status}" };
        conditions.AddRange(Enum.GetValues<Side>().SelectMany(side => On(side, sql)));
        if (query.Criteria.On(Arn) is { IsEmpty: false } arns)
        {
            conditions.Add(FindingArn.Sql(sql, region, account, arns));
        }

        if (place is not null)
        {
            conditions.Add(Behind(sql, order.KeysOf(status), place));
        }

        var walk = few is null ? order.Walk(session) : FewWalk(few);
        if (few is not null)
        {
            conditions.Add(few);
        }
        else if (order.Scope.Length > 0)
        {
            conditions.Add($"{order.Scope} = {sql[account.Number]}");
        }

        var joined = Tables.Where(table => !walk.Contains(table.Table, StringComparison.Ordinal)).Select(table => $" JOIN {table.Table} ON {table.Join}");
        conditions.AddRange(Tables.Where(table => table.Join.Length > 0 && walk.Contains(table.Table, StringComparison.Ordinal)).Select(table =>
            table.Table == "vulnerability v" ? "v.id = a.vulnerability" : table.Join));
        var direction = query.IsDescending ? " DESC" : "";
        var keys = order.KeysOf(status);
        using var statement = session.Once(
            $"""
            SELECT {string.Join(", ", keys)} FROM {walk}{string.Concat(joined)} WHERE {string.Join(" AND ", conditions)}
            ORDER BY {string.Join(", ", keys.Select(key => key + direction))} LIMIT {query.MaxResults + 1}
            """);
        return few is null ? session.InOrder(() => statement.List(order.Read, sql.Values)) : statement.List(order.Read, sql.Values);
    }

    private string FewWalk(string few) => "finding f" + session.Along(
        few == ChangedFew ? "finding_updated" : few.StartsWith("f.resource", StringComparison.Ordinal) ? "finding_resource" : "finding_assessment");

    // the walk begins where the first table has the place; what it then still gives of what was given is left out
    private string Behind(SqlText sql, string[] keys, object[] place)
    {
        var than = query.IsDescending ? '<' : '>';
        var behind = $"({string.Join(", ", keys)}) {than} ({string.Join(", ", place.Select(value => sql[value]))})";
        return order.Seek == keys.Length
            ? behind
            : $"({string.Join(", ", keys[..order.Seek])}) {than}= ({string.Join(", ", place[..order.Seek].Select(value => sql[value]))}) AND {behind}";
    }
}
