using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>Findings and what happens to them. Changes are kept until they are saved, in the same transaction, with the rows that tell others of them.</summary>
internal sealed class FindingTable(Session session, ChangeLog log)
{
    private const string Columns = "id, account, uid, resource, vulnerability, assessment, type, status, severity, score, first_at, last_at, updated_at, closed_at, closed_reason";

    private const string StateColumns = "id, vulnerability, assessment, status, first_at, last_at, updated_at, closed_at, closed_reason, resource, type, severity, uid";

    private const int UidLength = 32;
    private const int WrittenTogether = 1_000;

    private readonly Numbers _numbers = new(session, "finding");
    private readonly FindingTallies _tallies = new(session);
    private readonly List<object[]> _opened = [];
    private readonly List<object[]> _updated = [];
    private readonly List<object[]> _moved = [];

    /// <summary>The findings of one type on a resource, the closed ones that are still kept included.</summary>
    /// <param name="account">Account of the resource.</param>
    /// <param name="resource">Its number.</param>
    /// <param name="type">The type.</param>
    /// <param name="scannedAt">When the last scan of that type was: the time at which active ones were last seen.</param>
    public List<StoredFinding> Of(long account, long resource, FindingType type, DateTimeOffset? scannedAt) =>
        session[$"SELECT {StateColumns} FROM finding WHERE account = $1 AND status IN (0, 1, 2) AND resource = $2 AND type = $3 ORDER BY id"]
            .List(row => Read(row, scannedAt), account, resource, (long)type);

    /// <summary>The same of many resources, by their numbers.</summary>
    public ILookup<long, StoredFinding> Of(IReadOnlyCollection<(long Account, long Resource, DateTimeOffset? ScannedAt)> resources, FindingType type)
    {
        FindingStatus[] all = [FindingStatus.Active, FindingStatus.Suppressed, FindingStatus.Closed];
        var scans = resources.ToDictionary(one => one.Resource, one => one.ScannedAt);
        return session.Find(
            StateColumns,
            "finding",
            "account, status, resource, type",
            [.. resources.SelectMany(one => all.Select(status => (object[])[one.Account, (long)status, one.Resource, (long)type]))],
            row => Read(row, scans[row.GetInt64(9)])).OrderBy(finding => finding.Id).ToLookup(finding => finding.Resource);
    }

    /// <summary>Adds a finding.</summary>
    /// <param name="key">Where it is and what it is about.</param>
    /// <param name="type">Its type.</param>
    /// <param name="assessment">What it says.</param>
    /// <param name="name">From <see cref="TakeName"/>.</param>
    /// <param name="transition">The beginning of its life.</param>
    public void Open((long Account, long Resource, int Flaw) key, FindingType type, Assessment assessment, (long Id, string Uid) name, Transition transition)
    {
        var state = transition.State;
        var id = name.Id;
        _opened.Add(
        [
            id, key.Account, name.Uid, key.Resource, (long)key.Flaw, assessment.Id, (long)type, (long)state.Status, (long)assessment.Severity,
            assessment.Score, Times.Column(state.FirstObservedAt), Times.Column(state.LastObservedAt), Times.Column(state.UpdatedAt),
            Times.Column(state.ClosedAt), (long)state.ClosedReason,
        ]);
        _tallies.Open(key.Account, key.Resource, type, assessment, state.Status);
        Note(key.Account, id, transition);
        if (_opened.Count == WrittenTogether)
        {
            SaveOpened();
        }
    }

    /// <summary>Number and name of the next finding.</summary>
    /// <remarks>
    /// The name says nothing but the time, and is the same when the same is written again. It begins with the time so that new ones come behind each other in
    /// the index: names as good as random would touch every page of it in each transaction.
    /// </remarks>
    public (long Id, string Uid) TakeName(long account, DateTimeOffset now)
    {
        var id = _numbers.Take();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"finding {account} {id}")), digest);
        return (id, string.Create(CultureInfo.InvariantCulture, $"{Times.Column(now):x12}{Convert.ToHexStringLower(digest)}")[..UidLength]);
    }

    /// <summary>Writes what became of a finding, when anything did that does not follow from the time of the scan.</summary>
    public void Update(long account, StoredFinding finding, Assessment assessment, Transition transition)
    {
        if (transition.Event is null)
        {
            return;
        }

        var state = transition.State;
        _updated.Add(
        [
            finding.Id, assessment.Id, (long)assessment.Severity, assessment.Score, (long)state.Status,
            Times.Column(state.LastObservedAt), Times.Column(state.UpdatedAt), Times.Column(state.ClosedAt), (long)state.ClosedReason,
        ]);
        _tallies.Change(account, finding, assessment, state.Status);
        Note(account, finding.Id, transition);
    }

    /// <summary>Writes where a finding stands; its content stays what it was.</summary>
    public void Update(long account, StoredFinding finding, Transition transition)
    {
        if (transition.Event is null)
        {
            return;
        }

        var state = transition.State;
        _moved.Add([finding.Id, (long)state.Status, Times.Column(state.LastObservedAt), Times.Column(state.UpdatedAt), Times.Column(state.ClosedAt), (long)state.ClosedReason]);
        _tallies.Change(account, finding, new Assessment(finding.Assessment, finding.Severity, Score: 0), state.Status);
        Note(account, finding.Id, transition);
    }

    /// <summary>The findings with these numbers, ascending.</summary>
    public List<StoredFinding> Of(IReadOnlyCollection<long> ids) =>
        [.. session.Find(StateColumns, "finding", "id", [.. ids.Select(id => (object[])[id])], row => Read(row, scannedAt: null)).OrderBy(finding => finding.Id)];

    /// <summary>Writes all changes.</summary>
    public void Save()
    {
        SaveOpened();
        session.Update("finding", "id", "assessment, severity, score, status, last_at, updated_at, closed_at, closed_reason", _updated);
        session.Update("finding", "id", "status, last_at, updated_at, closed_at, closed_reason", _moved);
        _tallies.Save();
        _numbers.Save();
        _updated.Clear();
        _moved.Clear();
    }

    private void SaveOpened()
    {
        session.Insert("finding", Columns, _opened);
        _opened.Clear();
    }

    private void Note(long account, long finding, Transition transition) =>
        log.AddFinding(account, finding, transition.State, transition.Event!.Value); // there is one

    private static StoredFinding Read(System.Data.Common.DbDataReader row, DateTimeOffset? scannedAt)
    {
        var status = (FindingStatus)row.GetInt32(3);
        var last = Times.Time(row.GetInt64(5));
        return new StoredFinding(row.GetInt64(0), row.GetString(12), row.GetInt32(1), row.GetInt64(2), row.GetInt64(9), (FindingType)row.GetInt32(10), row.GetInt32(11), new FindingState(
            status,
            Times.Time(row.GetInt64(4)),
            status == FindingStatus.Active && scannedAt > last ? scannedAt.Value : last,
            Times.Time(row.GetInt64(6)))
        {
            ClosedAt = Times.TimeOrNone(row.GetInt64(7)),
            ClosedReason = (ClosedReason)row.GetInt32(8),
        });
    }
}

/// <summary>A row of the table, as far as its life goes.</summary>
internal readonly record struct StoredFinding(long Id, string Uid, int Flaw, long Assessment, long Resource, FindingType Type, int Severity, FindingState State);
