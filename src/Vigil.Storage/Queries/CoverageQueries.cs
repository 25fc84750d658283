using System.Data.Common;
using System.Globalization;
using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Domain.Filters;
using Vigil.Domain.Resources;
using Vigil.Storage.Documents;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Queries;

/// <summary>Asks what is watched. For any number of threads.</summary>
public sealed class CoverageQueries(EstateDatabase database)
{
    private const string Account = "accountId";

    /// <summary>One page of coverage, by account, resource and type of scan.</summary>
    /// <exception cref="InvalidPageTokenException">The token is not one of this question.</exception>
    /// <exception cref="ArgumentException">A field does not exist, or a condition is of another kind than its field.</exception>
    public Page<CoverageEntry> List(CoverageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var question = PageToken.DigestOf(query with { Accounts = [], MaxResults = 0, NextToken = null });
        var after = PageToken.Parse(query.NextToken, question, 3) is { } token
            ? token.Key is [long account, long resource, long type] ? (account, resource, type) : throw new InvalidPageTokenException()
            : (0L, 0L, -1L);
        return database.Read(session =>
        {
            var rows = new List<(object[] Key, CoverageEntry Entry)>();
            foreach (var account in AccountsAsked(query).Order())
            {
                if (rows.Count > query.MaxResults || account < after.Item1)
                {
                    continue;
                }

                var (resource, type) = account == after.Item1 ? (after.Item2, after.Item3) : (0, -1);
                rows.AddRange(List(session, query.Criteria, account, (resource, type), query.MaxResults + 1 - rows.Count));
            }

            var page = rows.Take(query.MaxResults).ToList();
            return new Page<CoverageEntry>([.. page.Select(row => row.Entry)], rows.Count > page.Count ? new PageToken(question, page[^1].Key).ToString() : null);
        });
    }

    /// <summary>How much coverage there is, by groups.</summary>
    /// <exception cref="ArgumentException">A field does not exist, or a condition is of another kind than its field.</exception>
    public CoverageCounts Count(CoverageQuery query, CoverageGroup by)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (key, wordOf) = KeyOf(by);
        return database.Read(session =>
        {
            var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
            long total = 0;
            foreach (var account in AccountsAsked(query))
            {
                var sql = new SqlText();
                using var statement = session.Once($"SELECT {key}, count(*) FROM {CoverageColumns.From} WHERE {Conditions(sql, account, query.Criteria)} GROUP BY {key}");
                foreach (var (word, count) in statement.List(row => (wordOf(row), row.GetInt64(1)), sql.Values))
                {
                    total += count;
                    counts[word] = counts.GetValueOrDefault(word) + count;
                }
            }

            return new CoverageCounts(total, by == CoverageGroup.None ? [] : [.. counts.Where(group => group.Key.Length > 0).Select(group => (group.Key, group.Value))]);
        });
    }

    private static IEnumerable<long> AccountsAsked(CoverageQuery query)
    {
        var field = new TextField<AccountId>(Account, account => [account.ToString()]);
        return query.Accounts.Items.Distinct().Where(account => field.Matches(account, query.Criteria.On(Account))).Select(account => account.Number);
    }

    private static List<(object[] Key, CoverageEntry Entry)> List(Session session, Criteria criteria, long account, (long Resource, long Type) after, int count)
    {
        var sql = new SqlText();
        var conditions = Conditions(sql, account, criteria);
        using var statement = session.Once(
            $"""
            SELECT c.resource, c.scan_type, c.reason, c.mode, c.scanned_at, d.document FROM {CoverageColumns.From} JOIN resource_document d ON d.resource = r.id
            WHERE {conditions} AND (c.resource, c.scan_type) > ({sql[after.Resource]}, {sql[after.Type]}) ORDER BY c.resource, c.scan_type LIMIT {count}
            """);
        return statement.List(row => (new object[] { account, row.GetInt64(0), row.GetInt64(1) }, Read(row)), sql.Values);
    }

    private static string Conditions(SqlText sql, long account, Criteria criteria) => string.Join(
        " AND ",
        criteria.Fields.Items.Where(one => one.Field != Account).Select(one => CoverageColumns.Of(one.Field).All(sql, one.Conditions)).Prepend($"c.account = {sql[account]}"));

    private static CoverageEntry Read(DbDataReader row) => new(
        Json.Read<Resource>(row.GetFieldValue<byte[]>(5)),
        (ScanType)row.GetInt32(1),
        (ScanStatusReason)row.GetInt32(2),
        (ScanMode)row.GetInt32(3),
        Times.TimeOrNone(row.GetInt64(4)));

    private static (string Key, Func<DbDataReader, string> WordOf) KeyOf(CoverageGroup group) => group switch
    {
        CoverageGroup.None => ("c.account", static _ => ""),
        CoverageGroup.ScanStatusCode => (CoverageColumns.StatusCode, static row => CoverageWords.StatusCodes[row.GetInt32(0)]),
        CoverageGroup.ScanStatusReason => ("c.reason", static row => CoverageWords.Reason.All[row.GetInt32(0)]),
        CoverageGroup.AccountId => ("c.account", static row => row.GetInt64(0).ToString("D12", CultureInfo.InvariantCulture)),
        CoverageGroup.ResourceType => ("r.type", static row => ResourceTypes.Words.All[row.GetInt32(0)]),
        CoverageGroup.EcrRepositoryName => ("r.repository", static row => row.GetString(0)),
        CoverageGroup.Provider => ("r.provider", static row => row.GetString(0)),
        CoverageGroup.ProviderAccountId => ("r.provider_account", static row => row.GetString(0)),
        CoverageGroup.ProviderOrgId => ("r.provider_org", static row => row.GetString(0)),
        CoverageGroup.ProviderRegion => ("r.region", static row => row.GetString(0)),
        _ => throw new ArgumentOutOfRangeException(nameof(group)),
    };
}
