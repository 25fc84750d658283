using System.Globalization;
using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Domain.Scoring;
using Vigil.Storage.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage;

/// <summary>Which resources there are and whether they are watched; what is no longer watched loses its findings. For any number of threads.</summary>
public sealed class ResourceRegister(EstateDatabase database, TimeProvider clock)
{
    private const int ResourcesPerStep = 100;

    /// <summary>Says what a resource is, and whether one type of scan watches it. A new one is added.</summary>
    /// <remarks>A reason that ends the watching for good closes the findings of that type (<see cref="CoverageWords.Closes"/>).</remarks>
    public void Put(Resource resource, ScanType type, ScanStatusReason reason, ScanMode mode)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Write((session, tables) =>
        {
            var before = tables.Resources.Find(resource.Account, resource.Id);
            var id = tables.Resources.Put(resource, before?.Reachability ?? ReachableFrom.NotAssessed, before);
            SetStatus(tables, resource.Account.Number, id, type, reason, mode);
        });
    }

    /// <summary>Changes what is known of a resource, but not what it contains: when it was used, how it is called.</summary>
    /// <returns>Whether there is such a resource.</returns>
    public bool Change(AccountId account, string resource, Func<Resource, Resource> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var found = false;
        Write((session, tables) =>
        {
            if (tables.Resources.Find(account, resource) is { } before)
            {
                tables.Resources.Put(change(before.Resource), before.Reachability, before);
                found = true;
            }
        });
        return found;
    }

    /// <summary>Says that a resource is watched otherwise than before.</summary>
    /// <returns>Whether there is such a resource with that type of scan.</returns>
    public bool SetStatus(AccountId account, string resource, ScanType type, ScanStatusReason reason)
    {
        var found = false;
        Write((session, tables) =>
        {
            foreach (var (id, mode) in session["SELECT c.resource, c.mode FROM coverage c JOIN resource r ON r.id = c.resource WHERE r.account = $1 AND r.name = $2 AND c.account = $1 AND c.scan_type = $3"]
                .List(row => (row.GetInt64(0), (ScanMode)row.GetInt32(1)), account.Number, resource, (long)type))
            {
                SetStatus(tables, account.Number, id, type, reason, mode);
                found = true;
            }
        });
        return found;
    }

    /// <summary>Whether one type of scan watches a resource, and why; <see langword="null"/> when there is no such resource, or that type never did.</summary>
    public ScanStatusReason? StatusOf(AccountId account, string resource, ScanType type) => database.Read<ScanStatusReason?>(session =>
        session["SELECT c.reason FROM coverage c JOIN resource r ON r.id = c.resource WHERE r.account = $1 AND r.name = $2 AND c.account = $1 AND c.scan_type = $3"]
            .First(account.Number, resource, (long)type) is { } reason
            ? (ScanStatusReason)Convert.ToInt32(reason, CultureInfo.InvariantCulture)
            : null);

    /// <summary>Ends one type of scan for all resources of some types of an account, in short transactions; cut off, it can be called again.</summary>
    /// <param name="account">The account.</param>
    /// <param name="types">The types of resources.</param>
    /// <param name="scan">The type of scan.</param>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    public void Disable(AccountId account, IReadOnlyCollection<ResourceType> types, ScanType scan, Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(committed);
        foreach (var type in types)
        {
            int found;
            do
            {
                cancellation.ThrowIfCancellationRequested();
                found = DisableSome(account, type, scan);
                committed();
            }
            while (found == ResourcesPerStep);
        }
    }

    /// <summary>What a resource contains by its last scan; <see langword="null"/> when it was never scanned or does not exist.</summary>
    public Inventory? InventoryOf(AccountId account, string resource) => database.Read(session =>
        session["SELECT i.document FROM resource r JOIN inventory i ON i.resource = r.id WHERE r.account = $1 AND r.name = $2"].First(account.Number, resource) is byte[] document
            ? InventoryDecoder.Decode(document)
            : null);

    private int DisableSome(AccountId account, ResourceType type, ScanType scan)
    {
        var found = 0;
        Write((session, tables) =>
        {
            var resources = session[$"SELECT c.resource, c.mode FROM coverage c JOIN resource r ON r.id = c.resource WHERE c.account = $1 AND c.scan_type = $2 AND c.reason <> $3 AND r.type = $4 LIMIT {ResourcesPerStep}"]
                .List(row => (Id: row.GetInt64(0), Mode: (ScanMode)row.GetInt32(1)), account.Number, (long)scan, (long)ScanStatusReason.PendingDisable, (long)type);
            foreach (var (id, mode) in resources)
            {
                SetStatus(tables, account.Number, id, scan, ScanStatusReason.PendingDisable, mode);
            }

            found = resources.Count;
        });
        return found;
    }

    private void SetStatus(Tables tables, long account, long resource, ScanType type, ScanStatusReason reason, ScanMode mode)
    {
        var now = Times.Now(clock);
        if (CoverageWords.Closes(reason) is { } closes)
        {
            var scannedAt = tables.Coverage.ScannedAt(account, resource, type);
            foreach (var finding in tables.Findings.Of(account, resource, (FindingType)type, scannedAt))
            {
                tables.Findings.Update(account, finding, FindingLifeCycle.Observe(finding.State, new Observation.Gone(closes), now));
            }
        }

        tables.Coverage.PutStatus(account, resource, type, reason, mode, now);
    }

    private void Write(Action<Session, Tables> write) => database.Write(session =>
    {
        var log = new ChangeLog(session);
        var tables = new Tables(new ResourceTable(session), new FindingTable(session, log), new CoverageTable(session, log));
        write(session, tables);
        tables.Resources.Save();
        tables.Findings.Save();
        tables.Coverage.Save();
        log.Save();
    });

    private sealed record Tables(ResourceTable Resources, FindingTable Findings, CoverageTable Coverage);
}
