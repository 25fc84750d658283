using System.Data.Common;
using Vigil.Domain.Accounts;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Work;

/// <summary>What is to be done, shared by all processes of a site. Whoever takes work has it for a while, says that they go on, and says how it ended.</summary>
/// <remarks>
/// A process that dies says nothing more, and its work is due again. One that was only slow may then work beside the next: work has to be such that twice is as
/// good as once. For any number of threads.
/// </remarks>
public sealed class WorkList(EstateDatabase database, TimeProvider clock)
{
    private const string Columns = "kind, account, subject, lane, due_at, again_at, holder, attempts, error";
    private const string Key = "kind = $1 AND account = $2 AND subject = $3";
    private const long Never = 0;

    /// <summary>Asks for work: of what was asked for already, the earlier time and the faster lane count. What is being done is then done once more.</summary>
    public void Ask(params IReadOnlyCollection<WorkItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        database.Write(session =>
        {
            foreach (var item in items)
            {
                Ask(session, item);
            }
        });
    }

    /// <summary>Asks for work within a transaction, with the change from which it follows.</summary>
    internal static void Ask(Session session, WorkItem item)
    {
        var due = Math.Max(Times.Column(item.DueAt), 1); // zero is never
        var row = Find(session, item) is { } known
            ? known with { Lane = Math.Min(known.Lane, (long)item.Lane) }
            : new Row(item.Kind, item.Account.Number, item.Subject, (long)item.Lane, due, Never, "", 0, "");
        Put(session, row.Holder.Length > 0 ? row with { AgainAt = Earlier(row.AgainAt, due) } : row with { DueAt = Earlier(row.DueAt, due) });
    }

    /// <summary>Takes work that is due, the interactive first, then what has waited longest.</summary>
    /// <param name="holder">Who takes it: a name of this process alone.</param>
    /// <param name="slowest">Only work as urgent as this.</param>
    /// <param name="count">Most to take.</param>
    /// <param name="lease">How long it is theirs.</param>
    public IReadOnlyList<HeldWork> Take(string holder, WorkLane slowest, int count, TimeSpan lease)
    {
        var now = Times.Now(clock);
        if (count <= 0 || database.Read(session => Due(session, slowest, now, 1)).Count == 0)
        {
            return []; // the common case writes nothing
        }

        return database.Write(session => Due(session, slowest, now, count)
            .Select(row => row with { Holder = holder, DueAt = Times.Column(now + lease), AgainAt = Never, Attempts = row.Attempts + 1 })
            .Select(row => Put(session, row))
            .Select(row => new HeldWork(row.Item, holder, (int)row.Attempts))
            .ToList());
    }

    /// <summary>Goes on with work.</summary>
    /// <returns>Whether it is still theirs; if not, they stop.</returns>
    public bool Renew(HeldWork work, TimeSpan lease)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Change(work, row => row with { DueAt = Times.Column(Times.Now(clock) + lease) });
    }

    /// <summary>Ends work that succeeded. Nobody waits for what is only due again.</summary>
    /// <param name="work">The work.</param>
    /// <param name="again">When it is due again; <see langword="null"/> for never, unless somebody asked for it meanwhile.</param>
    public void Finish(HeldWork work, DateTimeOffset? again)
    {
        ArgumentNullException.ThrowIfNull(work);
        Change(work, row => row with
        {
            Holder = "",
            Lane = row.AgainAt == Never ? (long)WorkLane.Bulk : row.Lane,
            DueAt = Earlier(row.AgainAt, Times.Column(again)),
            AgainAt = Never,
            Attempts = 0,
            Error = "",
        });
    }

    /// <summary>Ends an attempt that failed.</summary>
    /// <param name="work">The work.</param>
    /// <param name="error">Why, for the user.</param>
    /// <param name="retryAt">When it is tried again.</param>
    public void Fail(HeldWork work, string error, DateTimeOffset retryAt)
    {
        ArgumentNullException.ThrowIfNull(work);
        Change(work, row => row with { Holder = "", DueAt = Earlier(row.AgainAt, Times.Column(retryAt)), AgainAt = Never, Error = error });
    }

    /// <summary>How the work of a kind stands, in the ordinal order of subjects.</summary>
    public IReadOnlyList<WorkState> List(string kind, AccountId account, int limit = int.MaxValue) => database.Read(session =>
        session[$"SELECT {Columns} FROM work WHERE kind = $1 AND account = $2 ORDER BY subject LIMIT $3"]
            .List(RowOf, kind, account.Number, (long)limit)
            .ConvertAll(row => new WorkState(row.Item, row.Holder.Length > 0, (int)row.Attempts, row.Error)));

    /// <summary>Takes work off the list. Whoever has it learns so when they go on.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Drop(string kind, AccountId account, string subject) =>
        database.Write(session => session[$"DELETE FROM work WHERE {Key}"].Run(kind, account.Number, subject) > 0);

    private static List<Row> Due(Session session, WorkLane slowest, DateTimeOffset now, int count) =>
        session[$"SELECT {Columns} FROM work WHERE lane <= $1 AND due_at <= $2 ORDER BY lane, due_at, kind, account, subject LIMIT $3"]
            .List(RowOf, (long)slowest, Times.Column(now), (long)count);

    private static Row? Find(Session session, WorkItem item) =>
        session[$"SELECT {Columns} FROM work WHERE {Key}"].List(RowOf, item.Kind, item.Account.Number, item.Subject).FirstOrDefault();

    private static Row Put(Session session, Row row)
    {
        session[$"INSERT INTO work ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (kind, account, subject) DO UPDATE SET lane = excluded.lane, due_at = excluded.due_at, again_at = excluded.again_at, holder = excluded.holder, attempts = excluded.attempts, error = excluded.error"]
            .Run(row.Kind, row.Account, row.Subject, row.Lane, row.DueAt, row.AgainAt, row.Holder, row.Attempts, row.Error);
        return row;
    }

    private static long Earlier(long one, long other) => one == Never ? other : other == Never ? one : Math.Min(one, other);

    private static Row RowOf(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetString(6), row.GetInt64(7), row.GetString(8));

    // only what is still theirs
    private bool Change(HeldWork work, Func<Row, Row> change) => database.Write(session =>
    {
        if (Find(session, work.Item) is not { } row || row.Holder != work.Holder || row.Attempts != work.Attempts)
        {
            return false;
        }

        var after = change(row);
        if (after.DueAt == Never)
        {
            session[$"DELETE FROM work WHERE {Key}"].Run(row.Kind, row.Account, row.Subject);
        }
        else
        {
            Put(session, after);
        }

        return true;
    });

    private sealed record Row(string Kind, long Account, string Subject, long Lane, long DueAt, long AgainAt, string Holder, long Attempts, string Error)
    {
        public WorkItem Item => new(Kind, AccountId.Of(Account), Subject) { Lane = (WorkLane)Lane, DueAt = Times.Time(DueAt) };
    }
}
