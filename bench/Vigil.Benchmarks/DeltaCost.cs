namespace Vigil.Benchmarks;

/// <summary>What a delta costs in an estate of one size.</summary>
/// <param name="Resources">Size of the estate.</param>
/// <param name="Mebibytes">Memory or disk that the estate takes.</param>
/// <param name="Findings">Findings that change.</param>
/// <param name="Cost">Median of several rounds.</param>
internal sealed record DeltaCost(int Resources, long Mebibytes, int Findings, Cost Cost)
{
    private const int Rounds = 3;

    /// <summary>Measures an estate that rests on the first generation, and leaves it so.</summary>
    public static DeltaCost Measure(IMeasuredEstate estate, int resources, NextDay day)
    {
        var costs = new List<Cost>();
        var findings = 0;

        // there and back again, so that every round begins where the first one did
        for (var round = 0; round < Rounds; round++)
        {
            costs.Add(Cost.Of(() => estate.Apply(day.There, day.After)));
            findings = estate.TakeFindings();
            costs.Add(Cost.Of(() => estate.Apply(day.Back, day.Before)));
            estate.TakeFindings();
        }

        return new DeltaCost(resources, estate.Mebibytes, findings, Cost.Median(costs));
    }
}
