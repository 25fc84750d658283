using Vigil.Domain.Accounts;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Estates;
using Vigil.Storage.Queries;
using Vigil.Storage.Sessions;
using Vigil.Storage.Work;

namespace Vigil.Storage.Rules;

/// <summary>Weighs findings by the rules of an owner that changed, in short transactions. Whoever changes rules asks for it as work, in the same transaction.</summary>
public sealed class RuleWeighing(EstateDatabase database, TimeProvider clock)
{
    /// <summary>The kind of work.</summary>
    public const string Kind = "rules";

    private const int FindingsPerStep = 500;

    private readonly FindingQueries _queries = new(database);

    /// <summary>The work of weighing by the rules of an owner.</summary>
    public static WorkItem Of(AccountId owner) => new(Kind, owner, "") { Lane = WorkLane.Interactive };

    /// <summary>Weighs all findings for which an owner's rules count; rules that have expired become filters that are only kept. Cut off at any point, it is called again.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    /// <returns>How many findings were suppressed or became active again, and when the next rule expires.</returns>
    public (int Weighed, DateTimeOffset? NextExpiry) Run(AccountId owner, Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(committed);
        Write(session => Expire(session, owner));
        committed();
        var weighed = AccountsOf(owner.Number).Sum(account => WeighAll(account, committed, cancellation));
        return (weighed, Times.TimeOrNone(database.Read(session =>
            session["SELECT coalesce(min(expires_at), 0) FROM filter WHERE owner = $1 AND action = 1 AND expires_at > 0"].Number(owner.Number) ?? 0)));
    }

    private int WeighAll(AccountId account, Action committed, CancellationToken cancellation)
    {
        var weighed = 0;
        foreach (var status in (FindingStatus[])[FindingStatus.Suppressed, FindingStatus.Active])
        {
            for (long last = 0, next; (next = Next(account, status, last)) > last; last = next)
            {
                cancellation.ThrowIfCancellationRequested();
                var (from, to) = (last, next);
                database.WriteInBulk(session => { weighed += Weigh(session, account, status, from, to); });
                committed();
            }
        }

        return weighed;
    }

    // the end of the next step, by numbers of findings
    private long Next(AccountId account, FindingStatus status, long last) => database.Read(session =>
        session[$"SELECT max(id) FROM (SELECT id FROM finding WHERE account = $1 AND status = $2 AND id > $3 ORDER BY id LIMIT {FindingsPerStep}) AS step"]
            .First(account.Number, (long)status, last) is long id ? id : last);

    private int Weigh(Session session, AccountId account, FindingStatus status, long from, long to)
    {
        var now = Times.Now(clock);
        var log = new ChangeLog(session);
        var table = new FindingTable(session, log);
        var rules = SuppressionRules.Of(session, account, database.Region, now, _ => throw new InvalidOperationException("Findings are loaded in full."));
        if (status == FindingStatus.Active && rules.IsEmpty)
        {
            return 0;
        }

        // ascending, as what is loaded by them
        var ids = session["SELECT id FROM finding WHERE account = $1 AND status = $2 AND id > $3 AND id <= $4 ORDER BY id"].List(
            row => row.GetInt64(0), account.Number, (long)status, from, to);
        var weighed = 0;
        foreach (var (stored, finding) in table.Of(ids).Zip(_queries.Load(session, ids)))
        {
            var scannedAt = session["SELECT scanned_at FROM coverage WHERE account = $1 AND resource = $2 AND scan_type = $3"].Number(account.Number, stored.Resource, (long)stored.Type);
            var observation = new Observation.RulesChanged(rules.Suppress(finding), scannedAt is { } at ? Times.Time(at) : finding.State.LastObservedAt);
            var transition = FindingLifeCycle.Observe(finding.State, observation, now);
            table.Update(account.Number, stored, transition);
            weighed += transition.Event is null ? 0 : 1;
        }

        table.Save();
        log.Save();
        return weighed;
    }

    private int Expire(Session session, AccountId owner) =>
        session["UPDATE filter SET action = 0 WHERE owner = $1 AND action = 1 AND expires_at > 0 AND expires_at <= $2"].Run(owner.Number, Times.Column(Times.Now(clock)));

    // the owner itself, unless another's rules count for it, and all for which its rules count
    private List<AccountId> AccountsOf(long owner) => database.Read(session => session[
        "SELECT account FROM rule_owner WHERE owner = $1 UNION SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM rule_owner WHERE account = $1) ORDER BY 1"]
        .List(row => AccountId.Of(row.GetInt64(0)), owner));

    private T Write<T>(Func<Session, T> write) => database.Write(write);
}
