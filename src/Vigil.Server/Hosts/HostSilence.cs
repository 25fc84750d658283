using Microsoft.Extensions.Options;
using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Server.Work;
using Vigil.Storage.Work;

namespace Vigil.Server.Hosts;

/// <summary>Says of hosts that have not been heard of for long that their inventory is stale, and of those that never sent one that there is none.</summary>
/// <remarks>Their findings stay: nobody said that they are gone. One that comes back is watched again by its next word.</remarks>
internal sealed class HostSilence(HostRegister hosts, IOptions<SilenceOptions> options, TimeProvider clock) : IWorker
{
    /// <summary>Its kind of work; one item an account.</summary>
    public const string WorkKind = "host-silence";

    /// <summary>The subject of that item.</summary>
    public const string WorkSubject = "all";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    public string Kind => WorkKind;

    public Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var account = work.Item.Account;
        var watched = hosts.List(account).Where(one => one.Host.RevokedAt is null).ToList();
        foreach (var (id, host) in watched)
        {
            stopping.ThrowIfCancellationRequested();
            if (ReasonOf(host, now) is { } reason && hosts.StatusOf(account, id) is { } before && before != reason && CoverageWords.IsActive(before))
            {
                hosts.SetStatus(account, id, reason);
            }
        }

        return Task.FromResult<DateTimeOffset?>(watched.Count > 0 ? now + Interval : null);
    }

    private ScanStatusReason? ReasonOf(EnrolledHost host, DateTimeOffset now) =>
        host.InventoryAt is null && now - host.EnrolledAt >= TimeSpan.FromHours(options.Value.InventoryWithinHours) ? ScanStatusReason.NoInventory
        : now - host.LastSeenAt >= TimeSpan.FromHours(options.Value.StaleAfterHours) ? ScanStatusReason.StaleInventory
        : null;
}
