using System.Data.Common;
using Vigil.Domain.Coverage;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>Which types of scan watch which resources. Changes are kept until they are saved.</summary>
internal sealed class CoverageTable(Session session, ChangeLog log)
{
    private const string Key = "account, resource, scan_type";

    private readonly Dictionary<(long Account, long Resource, ScanType Type), Row> _known = [];
    private readonly HashSet<(long Account, long Resource, ScanType Type)> _changed = [];

    /// <summary>Looks many resources up at once.</summary>
    public void Load(IReadOnlyCollection<(long Account, long Resource)> resources, ScanType type)
    {
        foreach (var (account, resource) in resources)
        {
            _known.TryAdd((account, resource, type), default);
        }

        foreach (var (key, row) in session.Find(
            "account, resource, reason, mode, scanned_at",
            "coverage",
            Key,
            [.. resources.Distinct().Select(one => (object[])[one.Account, one.Resource, (long)type])],
            found => (Key: (found.GetInt64(0), found.GetInt64(1), type), Row: Read(found, 2))))
        {
            _known[key] = _changed.Contains(key) ? _known[key] : row;
        }
    }

    /// <summary>When a resource was last scanned; <see langword="null"/> when it never was.</summary>
    public DateTimeOffset? ScannedAt(long account, long resource, ScanType type) => Find(account, resource, type).ScannedAt;

    /// <summary>Whether the findings of a resource live on: not when it is gone or not to be watched any more.</summary>
    public bool KeepsFindings(long account, long resource, ScanType type) =>
        Find(account, resource, type).Reason is { } reason && CoverageWords.Closes(reason) is null;

    /// <summary>Takes that a resource was scanned, and how completely.</summary>
    public void PutScan(long account, long resource, ScanType type, ScanStatusReason status, ScanMode mode, DateTimeOffset at)
    {
        var (reason, _, scannedAt) = Find(account, resource, type);
        Put(account, resource, type, status, mode, at);
        if (scannedAt is null)
        {
            log.AddFirstScan(account, resource, type, at);
        }

        if (reason != status)
        {
            log.AddCoverage(account, resource, type, status, at);
        }
    }

    /// <summary>Takes whether a resource is watched, and why.</summary>
    public void PutStatus(long account, long resource, ScanType type, ScanStatusReason reason, ScanMode mode, DateTimeOffset at)
    {
        var (before, _, scannedAt) = Find(account, resource, type);
        if (before != reason)
        {
            Put(account, resource, type, reason, mode, scannedAt);
            log.AddCoverage(account, resource, type, reason, at);
        }
    }

    /// <summary>Takes that new advisories were applied to a resource.</summary>
    public void Touch(long account, long resource, ScanType type, DateTimeOffset at)
    {
        if (Find(account, resource, type) is { Reason: { } reason } row)
        {
            Put(account, resource, type, reason, row.Mode, at);
        }
    }

    /// <summary>Writes all changes, and forgets what it knew: another process may write next.</summary>
    public void Save()
    {
        session.Put("coverage", Key, "reason, mode, scanned_at", [.. _changed.Select(key => (object[])
        [
            key.Account, key.Resource, (long)key.Type, (long)_known[key].Reason!.Value, (long)_known[key].Mode, Times.Column(_known[key].ScannedAt), // there is one: it was put
        ])]);
        _known.Clear();
        _changed.Clear();
    }

    private Row Find(long account, long resource, ScanType type)
    {
        if (!_known.ContainsKey((account, resource, type)))
        {
            Load([(account, resource)], type);
        }

        return _known[(account, resource, type)];
    }

    private void Put(long account, long resource, ScanType type, ScanStatusReason reason, ScanMode mode, DateTimeOffset? scannedAt)
    {
        _known[(account, resource, type)] = new Row(reason, mode, scannedAt);
        _changed.Add((account, resource, type));
    }

    private static Row Read(DbDataReader row, int at) => new((ScanStatusReason)row.GetInt32(at), (ScanMode)row.GetInt32(at + 1), Times.TimeOrNone(row.GetInt64(at + 2)));

    /// <summary>A row of the table; without a reason when there is none.</summary>
    private readonly record struct Row(ScanStatusReason? Reason, ScanMode Mode, DateTimeOffset? ScannedAt);
}
