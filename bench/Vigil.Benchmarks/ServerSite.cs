using System.Globalization;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Exploits;
using Vigil.Storage;

namespace Vigil.Benchmarks;

/// <summary>The directory of a server whose estate is a fleet, with generations to publish to it: what <c>latency.py</c> measures.</summary>
/// <remarks>
/// <c>site</c> is the server's data, <c>next/narrow</c> a generation in which twenty advisories of the cohort differ, whatever the size of the estate, <c>next/wide</c>
/// one in which five hundred do that speak of what many have; <c>inventories</c> are some to submit.
/// </remarks>
internal static class ServerSite
{
    private const int NarrowAdvisories = 20;
    private const int Inventories = 40;

    public static void Make(string feeds, string work, int resources, int findingsPerResource)
    {
        using var before = EditedGeneration.Open(Path.Combine(work, "before"), feeds, AdvisoryEdits.None);
        EditedGeneration.Open(Path.Combine(work, "next/narrow"), feeds, AdvisoryEdits.Choose(before, narrow: true, NarrowAdvisories)).Dispose();
        EditedGeneration.Open(Path.Combine(work, "next/wide"), feeds, AdvisoryEdits.Choose(before, narrow: false)).Dispose();
        var site = Path.Combine(work, "site");
        using (var writer = new Generations(Path.Combine(site, "advisories")).BeginWriting())
        {
            writer.PublishCopy(new Generations(Path.Combine(work, "before")).PathOf(before.ContentId), keys: null);
        }

        var fleet = new Fleet(Catalogue.Read(before));
        using var stored = StoredFleet.Create(new DatabaseOptions { SqlitePath = Path.Combine(site, "vigil.db") }, before, ExploitTable.Empty, findingsPerResource, Callers.Default);
        fleet.Fill(stored, resources);
        stored.Database.Optimize();
        stored.Sample(Path.Combine(work, "inventories"), Inventories);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{resources} resources, {stored.TakeFindings()} changes, {stored.Mebibytes} MiB"));
    }
}
