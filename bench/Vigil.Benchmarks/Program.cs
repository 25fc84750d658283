using System.Globalization;
using Vigil.Benchmarks;

// Vigil.Benchmarks FEEDS WORK [RESOURCES ...]
//
// FEEDS      a mirror of the feeds
// WORK       a directory for compiled generations, which are made once
// RESOURCES  sizes of estates; 1000 10000 100000 1000000 when none is given
var (feeds, work) = (args[0], args[1]);
int[] sizes = args.Length > 2 ? [.. args[2..].Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, 10_000, 100_000, 1_000_000];

using var before = EditedGeneration.Open(Path.Combine(work, "before"), feeds, AdvisoryEdits.None);
var catalogue = Catalogue.Read(before);
using var narrow = EditedGeneration.Open(Path.Combine(work, "narrow"), feeds, AdvisoryEdits.Choose(before, narrow: true));
using var wide = EditedGeneration.Open(Path.Combine(work, "wide"), feeds, AdvisoryEdits.Choose(before, narrow: false));

Console.WriteLine("| coordinates | verdicts | matched (CPU s) | (wall s) | matched into a table (CPU s) | (wall s) |\n|---|---|---|---|---|---|");
FirstMatch.Run(before, catalogue);

var fleet = new Fleet(catalogue);
Console.WriteLine("\n| resources | coordinates | memory (MiB) | delta | advisories | keys | matched again | judged otherwise | findings changed | CPU s | wall s |\n|---|---|---|---|---|---|---|---|---|---|---|");
foreach (var size in sizes)
{
    var point = DeltaCurve.Measure(size, fleet, before, narrow, wide);
    foreach (var (name, cost) in new[] { ("same findings", point.Same), ("growing", point.Growing) })
    {
        if (cost is not null)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {size:N0} | {point.Coordinates:N0} | {point.Mebibytes:N0} | {name} | {cost.Advisories} | {cost.Keys:N0} | {cost.Judged:N0} | {cost.Changed:N0} | {cost.Findings:N0} | {cost.Cost} |"));
        }
    }
}
