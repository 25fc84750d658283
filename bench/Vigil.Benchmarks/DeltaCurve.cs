using System.Globalization;
using Vigil.Advisories.Store;
using Vigil.Scanning.Estates;

namespace Vigil.Benchmarks;

/// <summary>The same 500 changed advisories over estates of several sizes.</summary>
internal static class DeltaCurve
{
    private const int Rounds = 3;

    /// <summary>Measures one size.</summary>
    /// <returns>Seconds for a delta that changes the same findings in every estate, and for one that changes more in a larger estate.</returns>
    public static CurvePoint Measure(int resources, Fleet fleet, AdvisoryStore before, AdvisoryStore narrow, AdvisoryStore wide)
    {
        var estate = new Estate(before);
        var filled = Cost.Of(() => fleet.Fill(new MemoryTarget(estate), resources));
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{resources:N0} resources, {estate.CoordinateCount:N0} coordinates, filled in {filled.Wall:F1} s"));
        var same = Go(estate, before, narrow);
        var growing = Go(estate, before, wide);
        return new CurvePoint(resources, estate.CoordinateCount, GC.GetTotalMemory(forceFullCollection: true) >> 20, same, growing);
    }

    // there and back again, so that every round begins where the first one did
    private static DeltaCost Go(Estate estate, AdvisoryStore before, AdvisoryStore after)
    {
        var (there, back) = (GenerationDiff.Compute(before, after), GenerationDiff.Compute(after, before));
        EstateDelta? delta = null;
        var costs = new List<Cost>();
        for (var round = 0; round < Rounds; round++)
        {
            costs.Add(Cost.Of(() => delta = estate.Apply(there, after)));
            costs.Add(Cost.Of(() => delta = estate.Apply(back, before)));
        }

        return new DeltaCost(there.Advisories.Length, there.Keys.Length, delta!.Judged, delta.Coordinates.Length, delta.Findings.Length, Cost.Median(costs)); // set in every round
    }
}
