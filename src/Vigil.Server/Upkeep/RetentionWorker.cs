using Vigil.Domain.Accounts;
using Vigil.Server.Work;
using Vigil.Storage;
using Vigil.Storage.Work;

namespace Vigil.Server.Upkeep;

/// <summary>Deletes, every hour, what was kept long enough, and lets the database count what it plans by.</summary>
internal sealed class RetentionWorker(Retention retention, EstateDatabase database, TimeProvider clock) : IWorker
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public string Kind => "retention";

    public IEnumerable<WorkItem> Always => [new WorkItem(Kind, AccountId.Of(0), "")];

    public Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping)
    {
        retention.Run(() => { }, stopping);
        database.Optimize();
        return Task.FromResult<DateTimeOffset?>(clock.GetUtcNow() + Interval);
    }
}
