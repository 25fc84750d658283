using Vigil.Domain.Coverage;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>Which types of scan watch which resources.</summary>
internal sealed class CoverageTable(Session session)
{
    /// <summary>When a resource was last scanned; <see langword="null"/> when it never was.</summary>
    public DateTimeOffset? ScannedAt(long account, long resource, ScanType type) =>
        session["SELECT scanned_at FROM coverage WHERE account = $1 AND resource = $2 AND scan_type = $3"].Number(account, resource, (long)type) is { } time
            ? Times.TimeOrNone(time)
            : null;

    /// <summary>Takes that a resource was scanned.</summary>
    public void PutScan(long account, long resource, ScanType type, ScanMode mode, DateTimeOffset at) =>
        session["INSERT INTO coverage (account, resource, scan_type, reason, mode, scanned_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, resource, scan_type) DO UPDATE SET reason = excluded.reason, mode = excluded.mode, scanned_at = excluded.scanned_at"]
            .Run(account, resource, (long)type, (long)ScanStatusReason.Successful, (long)mode, Times.Column(at));

    /// <summary>Takes whether a resource is watched, and why.</summary>
    public void PutStatus(long account, long resource, ScanType type, ScanStatusReason reason, ScanMode mode) =>
        session["INSERT INTO coverage (account, resource, scan_type, reason, mode, scanned_at) VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT (account, resource, scan_type) DO UPDATE SET reason = excluded.reason, mode = excluded.mode"]
            .Run(account, resource, (long)type, (long)reason, (long)mode);

    /// <summary>Takes that new advisories were applied to a resource.</summary>
    public void Touch(long account, long resource, ScanType type, DateTimeOffset at) =>
        session["UPDATE coverage SET scanned_at = $4 WHERE account = $1 AND resource = $2 AND scan_type = $3"].Run(account, resource, (long)type, Times.Column(at));
}
