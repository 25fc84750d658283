using System.Diagnostics;
using System.Globalization;
using System.Text;
using Vigil.Reachability;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Benchmarks;

/// <summary>What the analysis of generated networks takes: from bytes to paths, the computation by itself, and one changed rule.</summary>
internal static class ReachCost
{
    private const int Changes = 200;

    /// <summary>Measures each snapshot, prints a row of a table for it and writes the plot.</summary>
    public static void Run(string plot, IReadOnlyList<string> snapshots)
    {
        Console.WriteLine("| instances | MB of JSON | rows, internet | rows, all entries | read: CPU s | compute, internet | compute, all | one rule: median ms | worst ms |\n|---|---|---|---|---|---|---|---|---|");
        var curves = new[] { "read JSON", "compute, internet", "compute, all entries" }.Select(name => (Name: name, Costs: new List<DeltaCost>())).ToArray();
        foreach (var path in snapshots)
        {
            var bytes = File.ReadAllBytes(path);
            Snapshot snapshot = null!;
            ReachabilityAnalysis internet = null!, all = null!;
            var (rows, allRows) = (0, 0);
            Cost[] costs =
            [
                Cost.Of(() => snapshot = Snapshot.Read((path, bytes))),
                Cost.Of(() => rows = (internet = new(snapshot, new() { Entries = EntryKinds.Internet })).Exposures.Count()),
                Cost.Of(() => allRows = (all = new(snapshot)).Exposures.Count()),
            ];
            var instances = snapshot.Instances.Count;
            for (var i = 0; i < curves.Length; i++)
            {
                curves[i].Costs.Add(new(instances, bytes.Length >> 20, 0, costs[i]));
            }

            var (median, worst) = OneRule(internet, snapshot);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {instances:N0} | {bytes.Length / 1e6:F1} | {rows:N0} | {allRows:N0} | {costs[0].Cpu:F3} | {costs[1].Cpu:F3} | {costs[2].Cpu:F3} | {median:F3} | {worst:F3} |"));
        }

        File.WriteAllText(plot, CurvePlot.Draw([.. curves.Select(curve => (curve.Name, (IReadOnlyList<DeltaCost>)curve.Costs))]), new UTF8Encoding(false));
    }

    // each change opens one port more in another group
    private static (double Median, double Worst) OneRule(ReachabilityAnalysis analysis, Snapshot snapshot)
    {
        var times = new List<double>();
        for (var i = 0; i < Changes; i++)
        {
            var group = snapshot.SecurityGroups[i * 7919 % snapshot.SecurityGroups.Count];
            var rule = new Permission(Transports.Tcp, IntervalSet<ushort>.Of(9999, 9999)) { Blocks = [AddressSpace.Everything[0]] };
            var change = new Snapshot();
            change.SecurityGroups.Add(group with { Ingress = group.Ingress.Add(rule) });
            var started = Stopwatch.GetTimestamp();
            analysis.Apply(change);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return (times[times.Count / 2], times[^1]);
    }
}
