namespace Vigil.Benchmarks;

/// <summary>What a delta costs in an estate of one size.</summary>
/// <param name="Resources">Size of the estate.</param>
/// <param name="Coordinates">Distinct coordinates in it.</param>
/// <param name="Mebibytes">Memory that it takes, with the generations' tables.</param>
/// <param name="Same">Of the delta that changes the same findings everywhere.</param>
/// <param name="Growing">Of the delta that changes more findings in a larger estate.</param>
internal sealed record CurvePoint(int Resources, int Coordinates, long Mebibytes, DeltaCost Same, DeltaCost? Growing);

/// <summary>The cost of one delta.</summary>
/// <param name="Advisories">Changed advisories.</param>
/// <param name="Keys">Changed keys.</param>
/// <param name="Judged">Coordinates that were matched again.</param>
/// <param name="Changed">Coordinates that are judged otherwise.</param>
/// <param name="Findings">Findings that changed.</param>
/// <param name="Cost">Median of several rounds.</param>
internal sealed record DeltaCost(int Advisories, int Keys, int Judged, int Changed, int Findings, Cost Cost);
