using Vigil.Domain.Resources;

namespace Vigil.Domain.Coverage;

/// <summary>Whether one type of scan watches a resource.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="ScanType">The type of scan.</param>
/// <param name="Reason">Whether and why; says the status code too.</param>
/// <param name="ScanMode">How, of machines.</param>
/// <param name="LastScannedAt">When it was last scanned; <see langword="null"/> when it never was.</param>
public sealed record CoverageEntry(Resource Resource, ScanType ScanType, ScanStatusReason Reason, ScanMode ScanMode, DateTimeOffset? LastScannedAt);
