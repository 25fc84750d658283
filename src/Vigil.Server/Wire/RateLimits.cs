using System.Net;
using System.Threading.RateLimiting;
using Vigil.Domain.Accounts;
using Vigil.Server.Hosting;

namespace Vigil.Server.Wire;

/// <summary>How many calls an account may make, and one address without an account: a steady rate and a burst.</summary>
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

    private readonly PartitionedRateLimiter<IPAddress> _unsigned = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.UnsignedCallBurst,
            TokensPerPeriod = limits.UnsignedCallsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        }));

    /// <summary>Counts a call.</summary>
    /// <exception cref="ApiException">It is one too many.</exception>
    public void Take(AccountId account) => Require(_limiter.AttemptAcquire(account));

    /// <summary>Counts a call that nobody signed.</summary>
    /// <exception cref="ApiException">It is one too many.</exception>
    public void Take(IPAddress? address) => Require(_unsigned.AttemptAcquire(address ?? IPAddress.None));

    private static void Require(RateLimitLease lease)
    {
        using var taken = lease;
        if (!lease.IsAcquired)
        {
            throw ApiException.Throttled(TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose()
    {
        _limiter.Dispose();
        _unsigned.Dispose();
    }
}
