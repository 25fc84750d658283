using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Resources;
using Vigil.Storage.Documents;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Queries;

/// <summary>Everything that happened, in the order in which it was committed. A reader keeps the number it has read to. For any number of threads.</summary>
public sealed class ChangeFeed(EstateDatabase database)
{
    private readonly FindingQueries _findings = new(database);

    /// <summary>Number of the last change; zero before the first.</summary>
    public long LastNumber => database.Read(session => session["SELECT coalesce(max(id), 0) FROM change"].Number() ?? 0);

    /// <summary>The changes of some accounts behind a number, in order.</summary>
    /// <param name="accounts">The accounts whose changes the reader may see.</param>
    /// <param name="after">The number that it has read to.</param>
    /// <param name="count">Most changes to look at.</param>
    /// <returns>The changes, and the number to read on from, even when no change was of these accounts.</returns>
    public (IReadOnlyList<FeedEntry> Entries, long ReadTo) Read(IReadOnlyCollection<AccountId> accounts, long after, int count)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        return database.Read<(IReadOnlyList<FeedEntry>, long)>(session =>
        {
            var rows = session["SELECT id, account, kind, subject, at, event, status, reason FROM change WHERE id > $1 ORDER BY id LIMIT $2"].List(
                row => new Row(row.GetInt64(0), row.GetInt64(1), (ChangeKind)row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7)),
                after,
                (long)count);
            return ([.. rows.Where(row => accounts.Contains(AccountId.Of(row.Account))).Select(row => Entry(session, row)).OfType<FeedEntry>()], rows.Count > 0 ? rows[^1].Id : after);
        });
    }

    // what was deleted since has no entry any more
    private FeedEntry? Entry(Session session, Row row) => row.Kind == ChangeKind.Finding
        ? _findings.Load(session, [row.Subject]) is [var finding]
            ? new FeedEntry.OfFinding(row.Id, new HistoryEntry(Times.Time(row.At), (FindingEvent)row.Event, (FindingStatus)row.Status, (ClosedReason)row.Reason), finding)
            : null
        : session["SELECT document FROM resource_document WHERE resource = $1"].First(row.Subject) is byte[] document
            ? new FeedEntry.OfCoverage(
                row.Id, Times.Time(row.At), row.Kind == ChangeKind.FirstScan, (ScanType)row.Event, (ScanStatusReason)row.Reason, Json.Read<Resource>(document))
            : null;

    private readonly record struct Row(long Id, long Account, ChangeKind Kind, long Subject, long At, int Event, int Status, int Reason);
}
