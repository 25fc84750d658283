using System.Globalization;
using Vigil.Advisories.Exploits;
using Vigil.Benchmarks;
using Vigil.Domain.Advisories;
using Vigil.Storage;

// Vigil.Benchmarks FEEDS WORK [RESOURCES ...]
// Vigil.Benchmarks compile FEEDS WORK
//
// The first form measures the first match, unless sizes are given, and the deltas of estates; the second one the compiler.
//
// FEEDS      a mirror of the feeds
// WORK       a directory for compiled generations, which are made once, for the SQLite file and for the plot
// RESOURCES  sizes of estates; 1000 10000 100000 1000000 when none is given. On SQLite those up to 100000 are measured, with all their packages and
//            with the findings of an excerpt of the advisories: the whole would be 370 million findings, open since the first flaw was published.
//
// Vigil.Benchmarks findings GENERATION EXPLOITS WORK RESOURCES FINDINGS [CONNECTION [CALLERS MACHINES]]
// Vigil.Benchmarks questions PLACE
//
// Fills a database with RESOURCES resources of FINDINGS findings each, submitted by CALLERS at once with MACHINES in each call (64 and 1 when not given).
// CONNECTION is empty for SQLite. What the API asks of it is measured by `questions`, in a process without the fleet.
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

if (args is ["findings", var generation, var exploits, var place, var resourceCount, var findings, .. var more])
{
    var callers = more is [_, var callerCount, var machines] ? new Callers(int.Parse(callerCount, CultureInfo.InvariantCulture), int.Parse(machines, CultureInfo.InvariantCulture)) : Callers.Default;
    FindingLoad.Run(
        generation,
        exploits,
        place,
        int.Parse(resourceCount, CultureInfo.InvariantCulture),
        int.Parse(findings, CultureInfo.InvariantCulture),
        more.Length > 0 ? more[0] : "",
        callers);
    return;
}

// Vigil.Benchmarks site FEEDS WORK RESOURCES FINDINGS
//
// Makes the directory of a server with that estate, and generations to publish to it, for latency.py.
if (args is ["site", var ofFeeds, var site, var count, var each])
{
    ServerSite.Make(ofFeeds, site, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(each, CultureInfo.InvariantCulture));
    return;
}

// Vigil.Benchmarks write|check PLACE
//
// Vigil.Benchmarks crash PLACE TIMES
//
// Writes to a database (a file, or a connection string with a search path) until it is killed, says what is wrong in it, or does both again and again.
if (args is ["write" or "check" or "questions" or "crash", var database, .. var times])
{
    var options = database.Contains('=', StringComparison.Ordinal) ? new DatabaseOptions { PostgresConnection = database } : new DatabaseOptions { SqlitePath = database };
    if (args[0] == "crash")
    {
        Environment.ExitCode = await CrashRounds.RunAsync(database, options, int.Parse(times[0], CultureInfo.InvariantCulture));
        return;
    }

    if (args[0] == "questions")
    {
        FindingLoad.Ask(options);
        return;
    }

    Environment.ExitCode = args[0] == "write" ? CrashingWriter.Write(options, CrashRounds.ExportsOf(options)) : CrashingWriter.Check(options, CrashRounds.ExportsOf(options));
    return;
}

const int LargestFile = 100_000;
var (feeds, work) = (args[0], args[1]);
int[] sizes = args.Length > 2 ? [.. args[2..].Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, 10_000, LargestFile, 1_000_000];

using var before = EditedGeneration.Open(Path.Combine(work, "before"), feeds, AdvisoryEdits.None);
var (few, many) = (AdvisoryEdits.Choose(before, narrow: true), AdvisoryEdits.Choose(before, narrow: false));
using var narrow = EditedGeneration.Open(Path.Combine(work, "narrow"), feeds, few);
using var wide = EditedGeneration.Open(Path.Combine(work, "wide"), feeds, many);
using var excerpt = EditedGeneration.Open(Path.Combine(work, "excerpt"), feeds, AdvisoryEdits.None, IsOfExcerpt);
using var excerptNarrow = EditedGeneration.Open(Path.Combine(work, "excerpt-narrow"), feeds, few, IsOfExcerpt);
using var excerptWide = EditedGeneration.Open(Path.Combine(work, "excerpt-wide"), feeds, many, IsOfExcerpt);
string[] names = ["the same findings", "more in a larger estate"];
NextDay[] days = [new NextDay(before, narrow), new NextDay(before, wide)];
NextDay[] storedDays = [new NextDay(excerpt, excerptNarrow), new NextDay(excerpt, excerptWide)];

var catalogue = Catalogue.Read(before);
if (args.Length == 2)
{
    Console.WriteLine("| coordinates | verdicts | matched: CPU s | wall s | matched into a table: CPU s | wall s |\n|---|---|---|---|---|---|");
    FirstMatch.Run(before, catalogue);
}

foreach (var (name, day) in names.Zip(days))
{
    Console.WriteLine($"\n{name}: {day.There.Advisories.Length} advisories, {day.There.Keys.Length} keys");
}

var fleet = new Fleet(catalogue);
var curves = new List<(string Name, IReadOnlyList<DeltaCost> Costs)>();
Console.WriteLine("\n| estate | resources | MiB | delta changes | findings changed | CPU s | wall s |\n|---|---|---|---|---|---|---|");
Measure("in memory", sizes, days, () => new MemoryEstate(before));
Measure("on SQLite", sizes.Where(size => size <= LargestFile), storedDays, () => StoredFleet.Create(new DatabaseOptions { SqlitePath = Path.Combine(work, "estate.db") }, excerpt, ExploitTable.Empty, int.MaxValue, Callers.Default));
await File.WriteAllTextAsync(Path.Combine(work, "delta-cost.svg"), CurvePlot.Draw(curves));

bool IsOfExcerpt(Advisory advisory) => few.Changes(advisory) || many.Changes(advisory) || Seeded.Hash(advisory.Id, "excerpt") % 100 == 0;

void Measure(string where, IEnumerable<int> resources, NextDay[] days, Func<IMeasuredEstate> open)
{
    var costs = days.Select(_ => new List<DeltaCost>()).ToArray();
    foreach (var size in resources)
    {
        using var estate = open();
        var filled = Cost.Of(() => fleet.Fill(estate, size));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{where}: {size:N0} resources filled in {filled.Wall:F0} s"));
        for (var i = 0; i < days.Length; i++)
        {
            var cost = DeltaCost.Measure(estate, size, days[i]);
            costs[i].Add(cost);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {where} | {size:N0} | {cost.Mebibytes:N0} | {names[i]} | {cost.Findings:N0} | {cost.Cost} |"));
        }
    }

    curves.AddRange(names.Select((name, i) => ($"{where}, the delta changes {name}", (IReadOnlyList<DeltaCost>)costs[i])));
}
