using Vigil.Domain.Coverage;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Scanning.Estates;
using Vigil.Storage.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage;

/// <summary>Deletes what has been kept long enough, in short transactions. Cut off at any point, the next call goes on. For one thread at a time.</summary>
public sealed class Retention(EstateDatabase database, TimeProvider clock)
{
    private const int RowsPerStep = 1_000;

    /// <summary>How long the feed goes back. What happened to a finding is kept as long as the finding.</summary>
    public static readonly TimeSpan FeedHorizon = TimeSpan.FromDays(90);

    private static readonly string Overdue = string.Join(" OR ", Enum.GetValues<ClosedReason>().Skip(1).Select(
        (reason, place) => $"(closed_reason = {(int)reason} AND closed_at + {(long)FindingLifeCycle.RetentionOf(reason).TotalMilliseconds} < $1)"));

    /// <summary>Deletes findings, resources, changes and records that are due.</summary>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    /// <returns>How many findings were deleted.</returns>
    public int Run(Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(committed);
        var findings = Repeat(DeleteFindings, committed, cancellation);
        Repeat(DeleteResources, committed, cancellation);
        Repeat(DeleteChanges, committed, cancellation);
        Repeat(DeleteRecords, committed, cancellation);
        database.Write(DeleteEmptyTallies);
        committed();
        return findings;
    }

    private int Repeat(Func<Session, int> step, Action committed, CancellationToken cancellation)
    {
        var total = 0;
        var deleted = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            database.WriteInBulk(session => { deleted = step(session); });
            total += deleted;
            committed();
        }
        while (deleted > 0);

        return total;
    }

    // with their history, but for the row of the feed that says that they were opened, which goes with the others of its age
    private int DeleteFindings(Session session)
    {
        var ids = session[$"SELECT id FROM finding WHERE status = 2 AND closed_at < $1 AND ({Overdue}) ORDER BY closed_at, id LIMIT {RowsPerStep}"].List(
            row => new object[] { row.GetInt64(0) }, Times.Column(Times.Now(clock)));
        session.RunOver("gone", "id", ids, gone => $"DELETE FROM change WHERE subject IN (SELECT id FROM {gone}) AND kind = 0 AND event > 0");
        session.Delete("finding", "id", ids);
        return ids.Count;
    }

    // those that are gone and have no findings any more
    private static int DeleteResources(Session session)
    {
        const long Terminated = (long)ScanStatusReason.ResourceTerminated;
        var ids = session[
            $"""
            SELECT DISTINCT c.account, c.resource FROM coverage c WHERE c.reason = $1
              AND NOT EXISTS (SELECT 1 FROM coverage o WHERE o.account = c.account AND o.resource = c.resource AND o.reason <> $1)
              AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.account = c.account AND f.status IN (0, 1, 2) AND f.resource = c.resource)
            LIMIT {RowsPerStep}
            """].List(row => (Account: row.GetInt64(0), Resource: row.GetInt64(1)), Terminated);
        TakeOutOfIndex(session, [.. ids.Select(id => id.Resource)]);
        var resources = new ResourceTable(session);
        foreach (var (account, resource) in ids)
        {
            resources.Delete(account, resource);
            session["DELETE FROM coverage WHERE account = $1 AND resource = $2"].Run(account, resource);
        }

        return ids.Count;
    }

    private static void TakeOutOfIndex(Session session, IReadOnlyCollection<long> ids)
    {
        var (resources, blocks) = (new ResourceTable(session), new ResourceBlocks(session));
        foreach (var resource in resources.Get(ids))
        {
            blocks.Note(resource.Id, resource.Coordinates);
            resources.PutContents(resource.Id, new NumberSet(), []);
        }

        resources.Save();
        blocks.Save();
        while (blocks.FileSome(RowsPerStep))
        {
        }
    }

    private int DeleteRecords(Session session) => session[
        $"""
        DELETE FROM record WHERE (kind, account, key) IN (
          SELECT kind, account, key FROM record WHERE expires_at > 0 AND expires_at < $1 ORDER BY expires_at LIMIT {RowsPerStep})
        """].Run(Times.Column(Times.Now(clock)));

    private static void DeleteEmptyTallies(Session session)
    {
        foreach (var tally in FindingTallies.Tables)
        {
            session[$"DELETE FROM {tally.Table} WHERE n = 0"].Run();
        }
    }

    private int DeleteChanges(Session session) =>
        session[$"DELETE FROM change WHERE id IN (SELECT id FROM change WHERE at < $1 AND (kind > 0 OR event = 0) ORDER BY id LIMIT {RowsPerStep})"]
            .Run(Times.Column(Times.Now(clock) - FeedHorizon));
}
