using System.Globalization;
using Vigil.Advisories.Exploits;
using Vigil.Benchmarks;
using Vigil.Storage;

// Vigil.Benchmarks FEEDS WORK [RESOURCES ...]
// Vigil.Benchmarks compile FEEDS WORK
//
// The first form measures the first match and the deltas of estates, the second one the compiler.
//
// FEEDS      a mirror of the feeds
// WORK       a directory for compiled generations, which are made once, for the SQLite file and for the plot
// RESOURCES  sizes of estates; 1000 10000 100000 1000000 when none is given. On SQLite those up to 100000 are measured.
//
// Vigil.Benchmarks findings GENERATION EXPLOITS WORK RESOURCES PACKAGES [CONNECTION]
//
// Fills a database with the findings of RESOURCES resources, PACKAGES of the packages of each, and measures what the API asks of it.
//
// Vigil.Benchmarks reach PLOT SNAPSHOT ...
//
// Measures the network analysis on generated snapshots and draws its cost over their size.
if (args is ["reach", var plot, .. var snapshots])
{
    ReachCost.Run(plot, snapshots);
    return;
}

if (args is ["compile", var mirror, var temporary])
{
    CompileCost.Run(mirror, temporary);
    return;
}

if (args is ["findings", var generation, var exploits, var place, var resourceCount, var packages, .. var connection])
{
    FindingLoad.Run(generation, exploits, place, int.Parse(resourceCount, CultureInfo.InvariantCulture), int.Parse(packages, CultureInfo.InvariantCulture), string.Concat(connection));
    return;
}

// Vigil.Benchmarks write|check PLACE
//
// Writes to a database (a file, or a connection string) until it is killed, or says what is wrong in it: for bench/crash.sh.
if (args is ["write" or "check", var database])
{
    var options = database.Contains('=', StringComparison.Ordinal) ? new DatabaseOptions { PostgresConnection = database } : new DatabaseOptions { SqlitePath = database };
    Environment.ExitCode = args[0] == "write" ? CrashingWriter.Write(options) : CrashingWriter.Check(options);
    return;
}

const int LargestFile = 10_000;
var (feeds, work) = (args[0], args[1]);
int[] sizes = args.Length > 2 ? [.. args[2..].Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, LargestFile, 100_000, 1_000_000];

using var before = EditedGeneration.Open(Path.Combine(work, "before"), feeds, AdvisoryEdits.None);
using var narrow = EditedGeneration.Open(Path.Combine(work, "narrow"), feeds, AdvisoryEdits.Choose(before, narrow: true));
using var wide = EditedGeneration.Open(Path.Combine(work, "wide"), feeds, AdvisoryEdits.Choose(before, narrow: false));
(string Name, NextDay Day)[] days = [("the same findings", new NextDay(before, narrow)), ("more in a larger estate", new NextDay(before, wide))];

var catalogue = Catalogue.Read(before);
Console.WriteLine("| coordinates | verdicts | matched: CPU s | wall s | matched into a table: CPU s | wall s |\n|---|---|---|---|---|---|");
FirstMatch.Run(before, catalogue);

foreach (var (name, day) in days)
{
    Console.WriteLine($"\n{name}: {day.There.Advisories.Length} advisories, {day.There.Keys.Length} keys");
}

var fleet = new Fleet(catalogue);
var curves = new List<(string Name, IReadOnlyList<DeltaCost> Costs)>();
Console.WriteLine("\n| estate | resources | MiB | delta changes | findings changed | CPU s | wall s |\n|---|---|---|---|---|---|---|");
Measure("in memory", sizes, () => new MemoryEstate(before));
Measure("on SQLite", sizes.Where(size => size <= LargestFile), () => StoredFleet.Create(new DatabaseOptions { SqlitePath = Path.Combine(work, "estate.db") }, before, ExploitTable.Empty, int.MaxValue));
await File.WriteAllTextAsync(Path.Combine(work, "delta-cost.svg"), CurvePlot.Draw(curves));

void Measure(string where, IEnumerable<int> resources, Func<IMeasuredEstate> open)
{
    var costs = days.Select(_ => new List<DeltaCost>()).ToArray();
    foreach (var size in resources)
    {
        using var estate = open();
        var filled = Cost.Of(() => fleet.Fill(estate, size));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{where}: {size:N0} resources filled in {filled.Wall:F0} s"));
        for (var i = 0; i < days.Length; i++)
        {
            var cost = DeltaCost.Measure(estate, size, days[i].Day);
            costs[i].Add(cost);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {where} | {size:N0} | {cost.Mebibytes:N0} | {days[i].Name} | {cost.Findings:N0} | {cost.Cost} |"));
        }
    }

    curves.AddRange(days.Select((day, i) => ($"{where}, the delta changes {day.Name}", (IReadOnlyList<DeltaCost>)costs[i])));
}
