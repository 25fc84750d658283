using System.Data.Common;
using Vigil.Domain;
using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Queries;

/// <summary>The places of findings in the order of a query: the value they are ordered by, and their number.</summary>
internal sealed class FindingPlaces(Session session, string region, FindingQuery query)
{
    private const string Arn = "findingArn";
    private const string Account = "awsAccountId";
    private const string Status = "findingStatus";

    /// <summary>The places behind a key, one more than a page has, so that whoever asks knows whether there is another.</summary>
    public List<(object Key, long Id)> After(object[]? key)
    {
        var places = new List<(object Key, long Id)>();
        foreach (var account in AccountsAsked())
        {
            foreach (var status in StatusesAsked())
            {
                places.AddRange(After(account, status, key));
            }
        }

        places.Sort(Compare);
        return places[..Math.Min(places.Count, query.MaxResults + 1)];
    }

    private IEnumerable<AccountId> AccountsAsked()
    {
        var field = new TextField<AccountId>(Account, account => [account.ToString()]);
        return query.Accounts.Items.Distinct().Where(account => field.Matches(account, query.Criteria.On(Account)));
    }

    private IEnumerable<int> StatusesAsked() =>
        ((WordField<Domain.Findings.RecordedFinding>)FindingFields.Find(Status)!).NumbersThatMeet(query.Criteria.On(Status)); // there is such a field

    private List<(object Key, long Id)> After(AccountId account, int status, object[]? key)
    {
        var sql = new SqlText();
        var sort = SortColumn.Of(query.SortBy);
        var conditions = new List<string> { $"f.account = {sql[account.Number]}", $"f.status = {status}" };
        foreach (var (field, asked) in query.Criteria.Fields)
        {
            if (field is not (Account or Status))
            {
                conditions.Add(field == Arn ? FindingArn.Sql(sql, region, account, asked) : FindingColumns.Of(field).All(sql, asked));
            }
        }

        if (key is not null)
        {
            conditions.Add($"({sort.Sql}, f.id) {(query.IsDescending ? '<' : '>')} ({sql[sort.Typed(key[0])]}, {sql[PageKey(key[1])]})");
        }

        var direction = query.IsDescending ? "DESC" : "ASC";
        using var statement = session.Once(
            $"""
            SELECT {sort.Sql}, f.id FROM {FindingColumns.From} WHERE {string.Join(" AND ", conditions)}
            ORDER BY {sort.Sql} {direction}, f.id {direction} LIMIT {query.MaxResults + 1}
            """);
        return statement.List(row => (sort.Read(row), row.GetInt64(1)), sql.Values);
    }

    private int Compare((object Key, long Id) left, (object Key, long Id) right)
    {
        var order = left.Key is string text ? CodePointOrder.Compare(text, (string)right.Key) : ((IComparable)left.Key).CompareTo(right.Key);
        order = order != 0 ? order : left.Id.CompareTo(right.Id);
        return query.IsDescending ? -order : order;
    }

    private static long PageKey(object value) => value as long? ?? throw new InvalidPageTokenException();

    /// <summary>What findings are ordered by.</summary>
    private sealed record SortColumn(string Sql, Type Type)
    {
        public static SortColumn Of(FindingSort sort) => sort switch
        {
            FindingSort.AwsAccountId => Number("f.account"),
            FindingSort.FindingType => Number("f.type"),
            FindingSort.Severity => Number("f.severity"),
            FindingSort.FirstObservedAt => Number("f.first_at"),
            FindingSort.LastObservedAt => Number(FindingColumns.LastObserved),
            FindingSort.UpdatedAt => Number("f.updated_at"),
            FindingSort.FindingStatus => Number("f.status"),
            FindingSort.ResourceType => Number("r.type"),
            FindingSort.EcrImagePushedAt => Number("r.pushed_at"),
            FindingSort.EcrImageRepositoryName => Text("r.repository"),
            FindingSort.EcrImageRegistry => Text("r.registry"),
            FindingSort.NetworkProtocol => Text("a.protocol"),
            FindingSort.ComponentType => Text("a.component_type"),
            FindingSort.VulnerabilityId => Text("v.name"),
            FindingSort.VulnerabilitySource => Text("a.source"),
            FindingSort.InspectorScore => new SortColumn("f.score", typeof(double)),
            FindingSort.VendorSeverity => Text("a.vendor_severity"),
            FindingSort.EpssScore => new SortColumn("v.epss", typeof(double)),
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };

        public object Read(DbDataReader row) => Type == typeof(string) ? row.GetString(0) : Type == typeof(double) ? row.GetDouble(0) : row.GetInt64(0);

        /// <summary>A value of a token, which may come from anybody.</summary>
        public object Typed(object value) => (Type == typeof(double), value) switch
        {
            (true, long number) => (double)number,
            _ => value.GetType() == Type ? value : throw new InvalidPageTokenException(),
        };

        private static SortColumn Number(string sql) => new(sql, typeof(long));

        private static SortColumn Text(string sql) => new(sql, typeof(string));
    }
}
