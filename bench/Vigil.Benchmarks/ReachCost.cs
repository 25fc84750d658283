using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Reachability;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Benchmarks;

/// <summary>What the analysis of generated networks takes: from bytes to paths, the computation by itself, and one changed component.</summary>
internal static class ReachCost
{
    private const int Changes = 100;

    /// <summary>Measures each snapshot, prints a row of a table for it and writes the plot; changes are measured on the last one. Of several snapshots of a size the last counts.</summary>
    public static void Run(string plot, IReadOnlyList<string> snapshots)
    {
        Console.WriteLine("| instances | MB of JSON | read | compute, internet | rows | digest | compute, all entries | rows | peak MiB |\n|---|---|---|---|---|---|---|---|---|");
        var curves = new[] { "read JSON", "compute, internet", "compute, all entries" }.Select(name => (Name: name, Costs: new SortedDictionary<int, DeltaCost>())).ToArray();
        foreach (var path in snapshots)
        {
            var bytes = File.ReadAllBytes(path);
            Snapshot snapshot = null!;
            ReachabilityAnalysis internet = null!;
            var (rows, allRows) = (0, 0);
            Cost[] costs =
            [
                Cost.Of(() => snapshot = Snapshot.Read((path, bytes))),
                Cost.Of(() => rows = (internet = new(snapshot, new() { Entries = EntryKinds.Internet })).Exposures.Count()),
                Cost.Of(() => allRows = new ReachabilityAnalysis(snapshot).Exposures.Count()),
            ];
            var instances = snapshot.Instances.Count;
            for (var i = 0; i < curves.Length; i++)
            {
                curves[i].Costs[instances] = new(instances, bytes.Length >> 20, 0, costs[i]);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {instances:N0} | {bytes.Length / 1e6:F1} | {costs[0].Cpu:F3} | {costs[1].Cpu:F3} | {rows:N0} | {Digest(internet, snapshot)} | {costs[2].Cpu:F3} | {allRows:N0} | {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} |"));
            if (path != snapshots[^1])
            {
                continue;
            }

            Console.WriteLine("\n| one changed: median, 95 %, worst, ms of CPU | rule of a group | ACL entry | route | groups of an interface | public address | instance starts or stops | listener |\n|---|---|---|---|---|---|---|---|");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {instances:N0} | {string.Join(" | ", ChangesOf(snapshot).Select(change => Times(internet, change)))} |"));
        }

        File.WriteAllText(plot, CurvePlot.Draw([.. curves.Select(curve => (curve.Name, (IReadOnlyList<DeltaCost>)[.. curve.Costs.Values]))], "Time of the network analysis over the number of instances", "instances"), new UTF8Encoding(false));
    }

    /// <summary>The digest of <c>shared/bench/reachability</c>: rows for the internet with ports united into maximal ranges.</summary>
    private static string Digest(ReachabilityAnalysis analysis, Snapshot snapshot)
    {
        var names = snapshot.Balancers.ToDictionary(balancer => balancer.Id, balancer => balancer.InterfaceDescription.Split('/') is [_, var name, ..] ? name : balancer.Id, StringComparer.Ordinal);
        var rows = analysis.Exposures
            .GroupBy(one => (one.InstanceId, Protocol: one.Transport == Transport.Tcp ? "TCP" : "UDP", Entry: one.Entry.Id, Via: names.GetValueOrDefault(one.Via, one.Via)))
            .SelectMany(group => IntervalSet<ushort>.Of([.. group.Select(one => new Interval<ushort>(one.PortFrom, one.PortTo))]).Intervals.ToArray()
                .Select(range => (group.Key.InstanceId, group.Key.Protocol, range.First, range.Last, group.Key.Entry, group.Key.Via)))
            .OrderBy(row => row.InstanceId, StringComparer.Ordinal).ThenBy(row => row.Protocol, StringComparer.Ordinal).ThenBy(row => row.First).ThenBy(row => row.Last)
            .ThenBy(row => row.Entry, StringComparer.Ordinal).ThenBy(row => row.Via, StringComparer.Ordinal);
        // as Python's json writes lists
        var text = "[" + string.Join(", ", rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"[\"{row.InstanceId}\", \"{row.Protocol}\", {row.First}, {row.Last}, \"{row.Entry}\", \"{JsonEncodedText.Encode(row.Via)}\"]"))) + "]";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }

    private static IEnumerable<Action<Snapshot, int>> ChangesOf(Snapshot snapshot)
    {
        var rule = new Permission(Transports.Tcp, IntervalSet<ushort>.Of(9999, 9999)) { Blocks = [AddressSpace.Everything[0]] };
        T Pick<T>(List<T> list, int number) => list[number * 7919 % list.Count];
        yield return (change, number) => change.SecurityGroups.Add(Pick(snapshot.SecurityGroups, number) is var group && number % 2 == 0 ? group with { Ingress = group.Ingress.Add(rule) } : group);
        yield return (change, number) => change.NetworkAcls.Add(Pick(snapshot.NetworkAcls, number) is var acl && number % 2 == 0
            ? acl with { Entries = acl.Entries.Add(new(1, false, false, Transports.Tcp, IntervalSet<ushort>.Of(22, 22), AddressSpace.Everything[0])) } : acl);
        yield return (change, number) => change.RouteTables.Add(Pick(snapshot.RouteTables, number) is var table && number % 2 == 0
            ? table with { Routes = table.Routes.Add(new() { Destination = Prefix.Around(((UInt128)0xffff << 32) | 0x08000000, 8), Targets = ["nat-1"] }) } : table);
        yield return (change, number) => change.Interfaces.Add(Pick(snapshot.Interfaces, number) is var one && number % 2 == 0 ? one with { GroupIds = [Pick(snapshot.SecurityGroups, number).Id] } : one);
        yield return (change, number) => change.Addresses.Add(new($"198.51.100.{number % 7}", Pick(snapshot.Interfaces, number).Id, Pick(snapshot.Interfaces, number).Addresses[0].Block));
        yield return (change, number) => change.Instances.Add(Pick(snapshot.Instances, number) with { State = number % 2 == 0 ? "stopped" : "running" });
        yield return (change, number) => change.Listeners.Add(Pick(snapshot.Listeners, number) with { Port = (ushort)(443 + (number % 2)) });
    }

    private static string Times(ReachabilityAnalysis analysis, Action<Snapshot, int> make)
    {
        var times = new List<double>();
        for (var number = 0; number < Changes; number++)
        {
            var change = new Snapshot();
            make(change, number);
            var before = Environment.CpuUsage.TotalTime;
            analysis.Apply(change);
            times.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:F2}, {times[times.Count * 95 / 100]:F2}, {times[^1]:F1}");
    }
}
