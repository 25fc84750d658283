using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;

namespace Vigil.Domain.Findings;

/// <summary>What became of one package in matching.</summary>
/// <param name="Package">The package.</param>
/// <param name="State">The outcome.</param>
/// <param name="Reason">Why it was not evaluated, for people; empty when it was.</param>
public sealed record PackageEvaluation(Package Package, EvaluationState State, string Reason = "");
