using System.Net;

namespace Vigil.Advisories.Download;

/// <summary>Tries again what may pass: after waits that double, less a random part, so that a thousand clients do not come back at once.</summary>
internal sealed class BackOff(FetchOptions options, TimeProvider time, Random random)
{
    /// <summary>Runs until it succeeds, fails for good, or was tried often enough.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> tryOnce, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await tryOnce(cancellation);
            }
            catch (Exception ex) when (attempt < options.MaxAttempts && IsPassing(ex, cancellation))
            {
                await Task.Delay(DelayAfter(attempt, (ex as ServerRefusalException)?.RetryAfter), time, cancellation);
            }
        }
    }

    /// <summary>How long to wait after a failed try.</summary>
    /// <param name="attempt">Number of the failed try, from 1.</param>
    /// <param name="asked">What the server asked for.</param>
    public TimeSpan DelayAfter(int attempt, TimeSpan? asked)
    {
        var doubled = options.FirstDelay * Math.Pow(2, Math.Min(attempt - 1, 30));
        var bounded = doubled < options.MaxDelay ? doubled : options.MaxDelay;
        var jittered = bounded * (1 - (random.NextDouble() / 2));
        return asked is { } server && server > jittered ? (server < options.MaxDelay ? server : options.MaxDelay) : jittered;
    }

    private static bool IsPassing(Exception ex, CancellationToken cancellation) => ex switch
    {
        ServerRefusalException refusal => refusal.Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        HttpRequestException or IOException => true,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        _ => false,
    };
}
