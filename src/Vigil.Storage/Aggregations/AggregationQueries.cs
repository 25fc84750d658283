using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;
using Vigil.Storage.Documents;
using Vigil.Storage.Queries;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Aggregations;

/// <summary>Counts active findings. For any number of threads.</summary>
public sealed class AggregationQueries(EstateDatabase database)
{
    private const string AccountField = "accountIds";

    /// <summary>One page of counts. Groups never span accounts.</summary>
    /// <exception cref="InvalidPageTokenException">The token is not one of this question.</exception>
    /// <exception cref="ArgumentException">A field does not exist, or a condition is of another kind than its field.</exception>
    public Page<AggregationRow> List(AggregationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var question = PageToken.DigestOf(query with { Accounts = [], MaxResults = 0, NextToken = null });
        var after = PageToken.Parse(query.NextToken, question, 4) is { } token ? Group.OfKey(token.Key) : null;
        return database.Read(session =>
        {
            var groups = AccountsAsked(query).SelectMany(account => Groups(session, query, account, after)).ToList();
            groups.Sort((left, right) => left.CompareTo(right, query.IsAscending));
            var page = groups.Take(query.MaxResults).ToList();
            var next = groups.Count > page.Count ? new PageToken(question, page[^1].Place).ToString() : null;
            return new Page<AggregationRow>([.. page.Select(group => Describe(session, query, group))], next);
        });
    }

    private static IEnumerable<AccountId> AccountsAsked(AggregationQuery query)
    {
        var field = new TextField<AccountId>(AccountField, account => [account.ToString()]);
        return query.Accounts.Items.Distinct().Where(account => field.Matches(account, query.Criteria.On(AccountField)));
    }

    private static List<Group> Groups(Session session, AggregationQuery query, AccountId account, Group? after)
    {
        var shape = AggregationShape.Of(query.Type);
        var sql = new SqlText();
        var affected = shape.KnowsResource ? "count(DISTINCT t.resource)" : "0";
        var conditions = new List<string> { $"t.account = {sql[account.Number]}", "t.n > 0", shape.Condition };
        conditions.AddRange(query.Criteria.Fields.Items.Where(one => one.Field != AccountField).Select(one => ColumnOf(shape, one.Field).All(sql, one.Conditions)));
        if (query.FindingType is { } findingType)
        {
            conditions.Add($"t.type = {(int)findingType}");
        }

        if (query.ResourceType is { } resourceType)
        {
            conditions.Add($"{(shape.KnowsResource ? "r.type" : "t.resource_type")} = {(int)resourceType}");
        }

        var (direction, than) = query.IsAscending ? ("ASC", '>') : ("DESC", '<');
        var behind = after is null ? "" :
            $"WHERE value {than} {sql[after.Value]} OR (value = {sql[after.Value]} AND {sql[account.Number]} > {sql[after.Account]})"
            + $" OR (value = {sql[after.Value]} AND {sql[account.Number]} = {sql[after.Account]} AND (name > {sql[after.Key]} OR (name = {sql[after.Key]} AND id > {sql[after.Id]})))";
        using var statement = session.Once(
            $"""
            WITH counts AS (
              SELECT {shape.Key} AS name, {shape.Id} AS id, sum(t.n) AS total,
                sum(CASE WHEN t.severity = {(int)FindingSeverity.Critical} THEN t.n ELSE 0 END) AS critical,
                sum(CASE WHEN t.severity = {(int)FindingSeverity.High} THEN t.n ELSE 0 END) AS high,
                sum(CASE WHEN t.severity = {(int)FindingSeverity.Medium} THEN t.n ELSE 0 END) AS medium,
                sum(CASE WHEN t.type = {(int)FindingType.NetworkReachability} THEN t.n ELSE 0 END) AS network, {affected} AS affected
              FROM {shape.From} WHERE {string.Join(" AND ", conditions)} GROUP BY 1, 2),
            valued AS (SELECT {ValueOf(query.SortBy)} AS value, counts.* FROM counts)
            SELECT CAST(value AS bigint), name, CAST(id AS bigint), CAST(total AS bigint), CAST(critical AS bigint), CAST(high AS bigint), CAST(medium AS bigint),
              CAST(network AS bigint), CAST(affected AS bigint)
            FROM valued {behind} ORDER BY value {direction}, name, id LIMIT {query.MaxResults + 1}
            """);
        return statement.List(
            row => new Group(row.GetInt64(0), account.Number, row.GetString(1), row.GetInt64(2))
            {
                Counts = [.. Enumerable.Range(3, 6).Select(row.GetInt64)],
            },
            sql.Values);
    }

    private static Column ColumnOf(AggregationShape shape, string field) =>
        shape.Fields.GetValueOrDefault(field) ?? throw new ArgumentException($"This aggregation has no member {field}.", nameof(field));

    private static string ValueOf(AggregationSort sort) => sort switch
    {
        AggregationSort.Critical => "critical",
        AggregationSort.High => "high",
        AggregationSort.All => "total",
        AggregationSort.NetworkFindings => "network",
        AggregationSort.AffectedResources => "affected",
        _ => throw new ArgumentOutOfRangeException(nameof(sort)),
    };

    // what only the rows that are shown need
    private static AggregationRow Describe(Session session, AggregationQuery query, Group group)
    {
        var shape = AggregationShape.Of(query.Type);
        var account = AccountId.Of(group.Account);
        var resource = shape.IsOfResources && session["SELECT document FROM resource_document WHERE resource = $1"].First(group.Id) is byte[] document ? Json.Read<Resource>(document) : null;
        var flaw = query.Type == AggregationType.Title ? session["SELECT name FROM vulnerability WHERE id = $1 AND type = 0"].First(group.Id) as string ?? "" : "";
        var key = query.Type is AggregationType.Account or AggregationType.FindingType ? account.ToString() : group.Key;
        var row = new AggregationRow(
            account, key, flaw, resource, group.Counts[0], group.Counts[1], group.Counts[2], group.Counts[3], group.Counts[4], group.Counts[5]);
        return query.Type is AggregationType.Account or AggregationType.FindingType ? AddOutlook(session, query, row)
            : resource is not null ? AddOutlook(session, group, row)
            : row;
    }

    private static AggregationRow AddOutlook(Session session, AggregationQuery query, AggregationRow row)
    {
        var sql = new SqlText();
        var type = query.FindingType is { } findingType ? $"t.type = {(int)findingType}" : "1 = 1";
        var resources = query.ResourceType is { } resourceType ? $"t.resource_type = {(int)resourceType}" : "1 = 1";
        using var statement = session.Once(
            $"""
            SELECT CAST(coalesce(sum(t.n * v.exploit), 0) AS bigint), CAST(coalesce(sum(CASE WHEN t.fix > 0 THEN t.n ELSE 0 END), 0) AS bigint)
            FROM tally_title t JOIN vulnerability v ON v.id = t.vulnerability WHERE t.account = {sql[row.Account.Number]} AND {type} AND {resources}
            """);
        return statement.List(counts => row with { ExploitAvailable = counts.GetInt64(0), FixAvailable = counts.GetInt64(1) }, sql.Values)[0];
    }

    private static AggregationRow AddOutlook(Session session, Group group, AggregationRow row) => session[
        """
        SELECT CAST(coalesce(sum(v.exploit), 0) AS bigint), CAST(coalesce(sum(CASE WHEN a.fix > 0 THEN 1 ELSE 0 END), 0) AS bigint)
        FROM finding f JOIN assessment a ON a.id = f.assessment JOIN vulnerability v ON v.id = f.vulnerability WHERE f.account = $1 AND f.resource = $2 AND f.status = 0
        """].List(counts => row with { ExploitAvailable = counts.GetInt64(0), FixAvailable = counts.GetInt64(1) }, group.Account, group.Id)[0];

    /// <summary>A group, and its place in the order.</summary>
    private sealed record Group(long Value, long Account, string Key, long Id)
    {
        public long[] Counts { get; init; } = [];

        public object[] Place => [Value, Account, Key, Id];

        public static Group OfKey(object[] place) =>
            place is [long value, long account, string key, long id] ? new Group(value, account, key, id) : throw new InvalidPageTokenException();

        public int CompareTo(Group other, bool isAscending)
        {
            var order = isAscending ? Value.CompareTo(other.Value) : other.Value.CompareTo(Value);
            order = order != 0 ? order : Account.CompareTo(other.Account);
            order = order != 0 ? order : CodePointOrder.Compare(Key, other.Key);
            return order != 0 ? order : Id.CompareTo(other.Id);
        }
    }
}
