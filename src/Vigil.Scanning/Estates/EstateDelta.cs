using System.Collections.Immutable;

namespace Vigil.Scanning.Estates;

/// <summary>What a generation changed in an estate.</summary>
/// <param name="Judged">Number of coordinates that were matched again.</param>
/// <param name="Coordinates">Those that are judged otherwise, ascending.</param>
/// <param name="Findings">The findings that change with them, ascending by resource and flaw.</param>
public sealed record EstateDelta(int Judged, ImmutableArray<StandingChange> Coordinates, ImmutableArray<FindingChange> Findings);
