using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Estates;

/// <summary>Where a coordinate stands in one generation.</summary>
/// <param name="State">What became of it in matching.</param>
/// <param name="Verdicts">Its verdicts, ascending by the number of their flaw.</param>
public sealed record Standing(EvaluationState State, VerdictMark[] Verdicts)
{
    /// <summary>Whether both say the same.</summary>
    public bool Equals(Standing? other) => other is not null && State == other.State && Verdicts.AsSpan().SequenceEqual(other.Verdicts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(State, Verdicts.Length);
}
