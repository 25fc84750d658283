namespace Vigil.Domain.Scoring;

/// <summary>One metric of a vector that the evidence changed.</summary>
/// <param name="Metric">Name of the metric, as in the specification: <c>Attack Vector</c>, <c>Exploit Code Maturity</c>.</param>
/// <param name="Abbreviation">The metric in the vector: <c>MAV</c>, <c>E</c>.</param>
/// <param name="Value">Its value now: <c>A</c>.</param>
/// <param name="Reason">The evidence, without a full stop.</param>
public sealed record ScoreAdjustment(string Metric, string Abbreviation, string Value, string Reason);
