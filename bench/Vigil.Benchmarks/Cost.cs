using System.Diagnostics;
using System.Globalization;

namespace Vigil.Benchmarks;

/// <summary>What something takes.</summary>
/// <param name="Cpu">Seconds of all threads of this process, in the kernel too: what a busy machine hardly changes.</param>
/// <param name="Wall">Seconds on the clock.</param>
internal readonly record struct Cost(double Cpu, double Wall)
{
    /// <summary>Runs it once, after a collection.</summary>
    public static Cost Of(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return OfWarm(action);
    }

    /// <summary>Runs it once, as things are.</summary>
    public static Cost OfWarm(Action action)
    {
        var (cpu, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        action();
        return new Cost((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Both together.</summary>
    public static Cost operator +(Cost left, Cost right) => new(left.Cpu + right.Cpu, left.Wall + right.Wall);

    /// <summary>The median of several runs, each by itself.</summary>
    public static Cost Median(IReadOnlyCollection<Cost> costs)
    {
        double[] cpu = [.. costs.Select(cost => cost.Cpu).Order()];
        double[] wall = [.. costs.Select(cost => cost.Wall).Order()];
        return new Cost(Middle(cpu), Middle(wall));

        static double Middle(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cpu:F3} | {Wall:F3}");
}
