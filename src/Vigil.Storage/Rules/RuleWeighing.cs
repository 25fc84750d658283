using Vigil.Domain.Accounts;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Estates;
using Vigil.Storage.Queries;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Rules;

/// <summary>Weighs findings by rules that changed, in short transactions. Cut off at any point, the next call goes on. For one thread at a time.</summary>
public sealed class RuleWeighing(EstateDatabase database, TimeProvider clock)
{
    private const int FindingsPerStep = 500;

    private readonly FindingQueries _queries = new(database);

    /// <summary>Weighs everything that waits; rules that have expired become filters that are only kept.</summary>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    /// <returns>How many findings were suppressed or became active again.</returns>
    public int Run(Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(committed);
        Write(Expire);
        committed();
        var weighed = 0;
        foreach (var owner in database.Read(session => session["SELECT owner FROM rules_to_weigh ORDER BY owner"].List(row => row.GetInt64(0))))
        {
            foreach (var account in AccountsOf(owner))
            {
                weighed += WeighAll(account, committed, cancellation);
            }

            Write(session => session["DELETE FROM rules_to_weigh WHERE owner = $1"].Run(owner));
            committed();
        }

        return weighed;
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
                weighed += Write(session => Weigh(session, account, status, from, to));
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

        var ids = session["SELECT id FROM finding WHERE account = $1 AND status = $2 AND id > $3 AND id <= $4 ORDER BY id"].List(
            row => row.GetInt64(0), account.Number, (long)status, from, to);
        var weighed = 0;
        foreach (var (id, finding) in ids.Zip(_queries.Load(session, ids)))
        {
            var scannedAt = session["SELECT scanned_at FROM finding f JOIN coverage c ON c.account = f.account AND c.resource = f.resource AND c.scan_type = f.type WHERE f.id = $1"].Number(id);
            var observation = new Observation.RulesChanged(rules.Suppress(finding), scannedAt is { } at ? Times.Time(at) : finding.State.LastObservedAt);
            var transition = FindingLifeCycle.Observe(finding.State, observation, now);
            table.Update(account.Number, id, transition);
            weighed += transition.Event is null ? 0 : 1;
        }

        table.Save();
        log.Save();
        return weighed;
    }

    private int Expire(Session session)
    {
        var now = Times.Column(Times.Now(clock));
        session["INSERT INTO rules_to_weigh SELECT DISTINCT owner FROM filter WHERE action = 1 AND expires_at > 0 AND expires_at <= $1 ON CONFLICT DO NOTHING"].Run(now);
        return session["UPDATE filter SET action = 0 WHERE action = 1 AND expires_at > 0 AND expires_at <= $1"].Run(now);
    }

    // the owner itself, unless another's rules count for it, and all for which its rules count
    private List<AccountId> AccountsOf(long owner) => database.Read(session => session[
        "SELECT account FROM rule_owner WHERE owner = $1 UNION SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM rule_owner WHERE account = $1) ORDER BY 1"]
        .List(row => AccountId.Of(row.GetInt64(0)), owner));

    private T Write<T>(Func<Session, T> write) => database.Write(write);
}
