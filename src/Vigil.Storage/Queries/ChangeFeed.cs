using Vigil.Domain.Accounts;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Queries;

/// <summary>Everything that happened to findings, in the order in which it was committed. A reader keeps the number it has read to. For any number of threads.</summary>
public sealed class ChangeFeed(EstateDatabase database)
{
    /// <summary>Number of the last change; zero before the first.</summary>
    public long LastNumber => database.Read(session => session["SELECT coalesce(max(id), 0) FROM change"].Number() ?? 0);

    /// <summary>The changes of some accounts behind a number, in order.</summary>
    /// <param name="accounts">The accounts whose changes the reader may see.</param>
    /// <param name="after">The number that it has read to.</param>
    /// <param name="count">Most changes to give.</param>
    /// <returns>Each with the finding as it is now, and the number to read on from, even when no change was of these accounts.</returns>
    public (IReadOnlyList<FeedEntry> Entries, long ReadTo) Read(IReadOnlyCollection<AccountId> accounts, long after, int count)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        return database.Read<(IReadOnlyList<FeedEntry>, long)>(session =>
        {
            var rows = session["SELECT id, account, finding, at, event, status, reason FROM change WHERE id > $1 ORDER BY id LIMIT $2"].List(
                row => (Id: row.GetInt64(0), Account: row.GetInt64(1), Finding: row.GetInt64(2), Entry: new HistoryEntry(
                    Times.Time(row.GetInt64(3)), (FindingEvent)row.GetInt32(4), (FindingStatus)row.GetInt32(5), (ClosedReason)row.GetInt32(6))),
                after, (long)count);
            var mine = rows.Where(row => accounts.Contains(AccountId.Of(row.Account))).ToList();
            var findings = FindingsOf(session, mine.Select(row => row.Finding).Distinct());
            var entries = mine.Where(row => findings.ContainsKey(row.Finding)).Select(row => new FeedEntry(row.Id, row.Entry, findings[row.Finding]));
            return ([.. entries], rows.Count > 0 ? rows[^1].Id : after);
        });
    }

    private Dictionary<long, RecordedFinding> FindingsOf(Session session, IEnumerable<long> ids)
    {
        var queries = new FindingQueries(database);
        return ids.SelectMany(id => queries.Load(session, [id]).Select(finding => (id, finding))).ToDictionary(one => one.id, one => one.finding);
    }
}

/// <summary>A change in the feed.</summary>
/// <param name="Number">Its number, ascending.</param>
/// <param name="Change">What happened, and where the finding stood afterwards.</param>
/// <param name="Finding">The finding as it is when the feed is read.</param>
public sealed record FeedEntry(long Number, HistoryEntry Change, RecordedFinding Finding);
