using Vigil.Server.Work;

namespace Vigil.Server.Sources;

/// <summary>Ends what takes too long: a registry that sends a byte a minute holds no place for ever.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Does something within half an hour.</summary>
    /// <exception cref="WorkException">It took longer.</exception>
    public static async Task<T> RunAsync<T>(TimeProvider clock, Func<CancellationToken, Task<T>> run, CancellationToken stopping)
    {
        using var tooLong = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, stopping);
        try
        {
            return await run(either.Token);
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new WorkException($"it took longer than {Longest.TotalMinutes:0} minutes");
        }
    }
}
