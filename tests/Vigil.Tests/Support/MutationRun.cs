using System.Globalization;

namespace Vigil.Tests.Support;

/// <summary>
/// Gives a parser damaged files: no crash, no hang, and no more memory than the file explains. <c>VIGIL_MUTATIONS</c> says how many cases each format gets (100 by
/// default), <c>VIGIL_MUTATION_SECONDS</c> how long at most, <c>VIGIL_SEED</c> where chance starts, and <c>VIGIL_MUTATION_LOG</c> names a file that takes what was reached.
/// </summary>
internal static class MutationRun
{
    private const int MaxBytes = 4 << 10, MaxLargeBytes = 200_000, LargeEvery = 50;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    /// <summary>Runs the cases of one format.</summary>
    /// <param name="format">Its name.</param>
    /// <param name="samples">Sound files.</param>
    /// <param name="read">Reads a file under its path; gives what was wrong with that, or nothing. It may throw nothing.</param>
    public static void Of(string format, IReadOnlyList<(string Path, byte[] Bytes)> samples, Func<string, ReadOnlyMemory<byte>, string> read)
    {
        Assert.NotEmpty(samples);
        var seed = NumberOf("VIGIL_SEED", 1);
        var chance = new Random(seed);
        var (small, large) = (new Mutation(MaxBytes), new Mutation(MaxLargeBytes));
        var started = TimeProvider.System.GetTimestamp();
        var (rounds, maxTime) = (NumberOf("VIGIL_MUTATIONS", 100), TimeSpan.FromSeconds(NumberOf("VIGIL_MUTATION_SECONDS", int.MaxValue)));
        var round = 0;
        for (; round < rounds && TimeProvider.System.GetElapsedTime(started) < maxTime; round++)
        {
            var (path, bytes) = samples[chance.Next(samples.Count)];
            var mutated = (round % LargeEvery == 0 ? large : small).Of(bytes, samples, chance);
            if (Fault(path, mutated, read) is { Length: > 0 } fault)
            {
                Log($"{format} {seed} {round} FAILED {fault} {path} {Convert.ToBase64String(mutated.Span)}");
                Assert.Fail($"{format}, seed {seed}, round {round}, {path}: {fault}\n{Convert.ToBase64String(mutated.Span)}");
            }
        }

        Log($"{format} {seed} {round} {TimeProvider.System.GetElapsedTime(started).TotalSeconds:f1}");
    }

    private static string Fault(string path, ReadOnlyMemory<byte> mutated, Func<string, ReadOnlyMemory<byte>, string> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (started, used) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
        string fault;
        try
        {
            fault = read(path, mutated);
        }
        catch (Exception ex)
        {
            fault = ex.ToString();
        }

        // on a busy machine the clock runs on while nothing is done
        var (allocated, clock, processor) = (GC.GetAllocatedBytesForCurrentThread() - before, TimeProvider.System.GetElapsedTime(started), Environment.CpuUsage.TotalTime - used);
        return fault.Length > 0 ? fault
            : clock > MaxTime && processor > MaxTime ? $"took {processor}"
            : allocated > (64L << 20) + (2_000L * mutated.Length) ? $"took {allocated} bytes"
            : "";
    }

    private static void Log(FormattableString line)
    {
        if (Environment.GetEnvironmentVariable("VIGIL_MUTATION_LOG") is { Length: > 0 } log)
        {
            File.AppendAllText(log, FormattableString.Invariant(line).ReplaceLineEndings(" ") + "\n");
        }
    }

    private static int NumberOf(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
