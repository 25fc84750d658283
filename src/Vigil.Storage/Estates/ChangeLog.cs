using Vigil.Domain.Coverage;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>What happened, in order: written in the transaction in which it happens.</summary>
internal sealed class ChangeLog(Session session)
{
    private const int WrittenTogether = 2_000;

    private readonly Numbers _numbers = new(session, "change");
    private readonly List<object[]> _rows = [];

    public void AddFinding(long account, long finding, FindingState state, FindingEvent happened) =>
        Add(account, ChangeKind.Finding, finding, Times.Column(state.UpdatedAt), (long)happened, (long)state.Status, (long)state.ClosedReason);

    /// <summary>A resource is watched otherwise than before.</summary>
    public void AddCoverage(long account, long resource, ScanType type, ScanStatusReason reason, DateTimeOffset at) =>
        Add(account, ChangeKind.Coverage, resource, Times.Column(at), (long)type, CoverageWords.IsActive(reason) ? 1 : 0, (long)reason);

    /// <summary>The first scan of a resource is done.</summary>
    public void AddFirstScan(long account, long resource, ScanType type, DateTimeOffset at) =>
        Add(account, ChangeKind.FirstScan, resource, Times.Column(at), (long)type, 1, (long)ScanStatusReason.Successful);

    public void Save()
    {
        Flush();
        _numbers.Save();
    }

    private void Flush()
    {
        session.Insert("change", "id, account, kind, subject, at, event, status, reason", _rows);
        _rows.Clear();
    }

    private void Add(long account, ChangeKind kind, long subject, long at, long happened, long status, long reason)
    {
        _rows.Add([_numbers.Take(), account, (long)kind, subject, at, happened, status, reason]);
        if (_rows.Count == WrittenTogether)
        {
            Flush();
        }
    }
}
