using System.Threading.RateLimiting;
using Vigil.Domain.Accounts;
using Vigil.Server.Hosting;

namespace Vigil.Server.Wire;

/// <summary>How many calls an account may make: a steady rate and a burst.</summary>
internal sealed class RateLimits(ServerLimits limits) : IDisposable
{
    private readonly PartitionedRateLimiter<AccountId> _limiter = PartitionedRateLimiter.Create<AccountId, AccountId>(account =>
        RateLimitPartition.GetTokenBucketLimiter(account, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.CallBurst,
            TokensPerPeriod = limits.CallsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        }));

    /// <summary>Counts a call.</summary>
    /// <exception cref="ApiException">It is one too many.</exception>
    public void Take(AccountId account)
    {
        using var lease = _limiter.AttemptAcquire(account);
        if (!lease.IsAcquired)
        {
            throw ApiException.Throttled(TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose() => _limiter.Dispose();
}
