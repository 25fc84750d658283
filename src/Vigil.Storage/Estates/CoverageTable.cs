using Vigil.Domain.Coverage;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>Which types of scan watch which resources.</summary>
internal sealed class CoverageTable(Session session, ChangeLog log)
{
    /// <summary>When a resource was last scanned; <see langword="null"/> when it never was.</summary>
    public DateTimeOffset? ScannedAt(long account, long resource, ScanType type) => Find(account, resource, type).ScannedAt;

    /// <summary>Whether the findings of a resource live on: not when it is gone or not to be watched any more.</summary>
    public bool KeepsFindings(long account, long resource, ScanType type) =>
        Find(account, resource, type).Reason is { } reason && CoverageWords.Closes(reason) is null;

    /// <summary>Takes that a resource was scanned, and how completely.</summary>
    public void PutScan(long account, long resource, ScanType type, ScanStatusReason status, ScanMode mode, DateTimeOffset at)
    {
        var (reason, scannedAt) = Find(account, resource, type);
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
        var (before, scannedAt) = Find(account, resource, type);
        if (before != reason)
        {
            Put(account, resource, type, reason, mode, scannedAt);
            log.AddCoverage(account, resource, type, reason, at);
        }
    }

    /// <summary>Takes that new advisories were applied to a resource.</summary>
    public void Touch(long account, long resource, ScanType type, DateTimeOffset at) =>
        session["UPDATE coverage SET scanned_at = $4 WHERE account = $1 AND resource = $2 AND scan_type = $3"].Run(account, resource, (long)type, Times.Column(at));

    private (ScanStatusReason? Reason, DateTimeOffset? ScannedAt) Find(long account, long resource, ScanType type)
    {
        using var rows = session["SELECT reason, scanned_at FROM coverage WHERE account = $1 AND resource = $2 AND scan_type = $3"].Rows(account, resource, (long)type);
        return rows.Read() ? ((ScanStatusReason)rows.GetInt32(0), Times.TimeOrNone(rows.GetInt64(1))) : (null, null);
    }

    private void Put(long account, long resource, ScanType type, ScanStatusReason reason, ScanMode mode, DateTimeOffset? scannedAt) =>
        session["INSERT INTO coverage (account, resource, scan_type, reason, mode, scanned_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, resource, scan_type) DO UPDATE SET reason = excluded.reason, mode = excluded.mode, scanned_at = excluded.scanned_at"]
            .Run(account, resource, (long)type, (long)reason, (long)mode, Times.Column(scannedAt));
}
