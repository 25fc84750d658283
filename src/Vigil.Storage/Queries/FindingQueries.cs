using System.Data.Common;
using System.Globalization;
using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Resources;
using Vigil.Storage.Documents;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Queries;

/// <summary>Asks for findings. For any number of threads.</summary>
/// <remarks>
/// Every index of findings begins with account and status, so a question is asked of each account and status that it concerns, in the order of an index, and
/// the answers are merged. A page begins behind the key of the last row of the page before: it costs the same at any depth, and no row that stays where it
/// is appears twice or never when others change in between.
/// </remarks>
public sealed class FindingQueries(EstateDatabase database)
{
    /// <summary>One page of findings.</summary>
    /// <exception cref="InvalidPageTokenException">The token is not one of this question.</exception>
    /// <exception cref="ArgumentException">A field does not exist, or a condition is of another kind than its field.</exception>
    public Page<RecordedFinding> List(FindingQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var question = PageToken.DigestOf(query with { Accounts = [], MaxResults = 0, NextToken = null });
        var order = FindingOrder.Of(query.SortBy);
        var after = PageToken.Parse(query.NextToken, question, order.Keys.Length) is { } token ? order.Typed(token.Key) : null;
        return database.Read(session =>
        {
            var places = new FindingPlaces(session, database.Region, query, order).After(after);
            var page = places.Take(query.MaxResults).ToList();
            var next = places.Count > page.Count ? new PageToken(question, page[^1]).ToString() : null;
            return new Page<RecordedFinding>(Load(session, page.Select(key => (long)key[^1])), next);
        });
    }

    /// <summary>Findings by their names; those that do not exist, or are of other accounts, are left out.</summary>
    public IReadOnlyList<RecordedFinding> Find(IReadOnlyCollection<AccountId> accounts, IReadOnlyCollection<string> arns)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(arns);
        return database.Read(session => Load(session, arns
            .Select(arn => FindingArn.TryParse(arn, database.Region, out var account, out var uid) && accounts.Contains(account)
                ? session["SELECT id FROM finding WHERE uid = $1 AND account = $2"].Number(uid, account.Number)
                : null)
            .OfType<long>()));
    }

    /// <summary>What happened to a finding since it was opened, oldest first; empty when it does not exist or is of another account.</summary>
    public IReadOnlyList<HistoryEntry> History(IReadOnlyCollection<AccountId> accounts, string arn)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        return !FindingArn.TryParse(arn, database.Region, out var account, out var uid) || !accounts.Contains(account)
            ? []
            : database.Read(session => session["SELECT first_at, 0, 0, 0, 0 FROM finding WHERE uid = $1 AND account = $2"].List(ReadHistory, uid, account.Number)
                .Concat(session["SELECT at, event, h.status, reason, h.id FROM change h JOIN finding f ON f.id = h.subject WHERE h.kind = 0 AND event > 0 AND uid = $1 AND f.account = $2 ORDER BY h.id"].List(
                    ReadHistory, uid, account.Number))
                .ToList());
    }

    /// <summary>Findings by their numbers, in that order.</summary>
    internal List<RecordedFinding> Load(Session session, IEnumerable<long> ids)
    {
        long[] wanted = [.. ids];
        if (wanted.Length == 0)
        {
            return [];
        }

        var list = string.Join(", ", wanted.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        using var statement = session.Once(
            $"""
            SELECT f.id, f.account, f.uid, f.status, f.first_at, {FindingColumns.LastObserved}, f.updated_at, f.closed_at, f.closed_reason,
              rd.document, ad.document, vd.document
            FROM finding f JOIN resource_document rd ON rd.resource = f.resource JOIN assessment_document ad ON ad.assessment = f.assessment
              JOIN vulnerability_document vd ON vd.vulnerability = f.vulnerability
              LEFT JOIN coverage c ON c.account = f.account AND c.resource = f.resource AND c.scan_type = f.type
            WHERE f.id IN ({list})
            """);
        var found = statement.List(row => (Id: row.GetInt64(0), Finding: Read(row))).ToDictionary(one => one.Id, one => one.Finding);
        return [.. wanted.Where(found.ContainsKey).Select(id => found[id])];
    }

    private RecordedFinding Read(DbDataReader row) => new(
        FindingArn.Of(database.Region, AccountId.Of(row.GetInt64(1)), row.GetString(2)),
        ContentDocument.Read(row.GetFieldValue<byte[]>(10), row.GetFieldValue<byte[]>(11)),
        Json.Read<Resource>(row.GetFieldValue<byte[]>(9)),
        new FindingState((FindingStatus)row.GetInt32(3), Times.Time(row.GetInt64(4)), Times.Time(row.GetInt64(5)), Times.Time(row.GetInt64(6)))
        {
            ClosedAt = Times.TimeOrNone(row.GetInt64(7)),
            ClosedReason = (ClosedReason)row.GetInt32(8),
        });

    private static HistoryEntry ReadHistory(DbDataReader row) =>
        new(Times.Time(row.GetInt64(0)), (FindingEvent)row.GetInt32(1), (FindingStatus)row.GetInt32(2), (ClosedReason)row.GetInt32(3));
}
