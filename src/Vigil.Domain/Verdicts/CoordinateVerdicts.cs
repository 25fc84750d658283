using Vigil.Domain.Packages;

namespace Vigil.Domain.Verdicts;

/// <summary>Everything that one generation of advisories says of one coordinate.</summary>
public sealed record CoordinateVerdicts
{
    /// <summary>The package.</summary>
    public required Coordinate Coordinate { get; init; }

    /// <summary>What became of it.</summary>
    public required EvaluationState State { get; init; }

    /// <summary>Why it was not evaluated, or only to a lower bound, for people; empty when it was.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Verdicts that are not "not affected", in ordinal order of their vulnerability ids.</summary>
    public EquatableArray<Verdict> Verdicts { get; init; } = [];
}
