using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Estates;

/// <summary>Where a coordinate stands in one generation.</summary>
/// <param name="State">What became of it in matching.</param>
/// <param name="Verdicts">Its verdicts, ascending by the number of their flaw.</param>
public sealed record Standing(EvaluationState State, VerdictMark[] Verdicts)
{
    /// <summary>Takes the marks of verdicts.</summary>
    /// <param name="judged">What the generation says.</param>
    /// <param name="numberOf">Gives a flaw its number.</param>
    public static Standing Of(CoordinateVerdicts judged, Func<string, int> numberOf)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(numberOf);
        var marks = new VerdictMark[judged.Verdicts.Count];
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] = new VerdictMark(numberOf(judged.Verdicts[i].VulnerabilityId), VerdictMeaning.Of(judged.Verdicts[i]));
        }

        Array.Sort(marks, static (left, right) => left.Vulnerability.CompareTo(right.Vulnerability));
        return new Standing(judged.State, marks);
    }

    /// <summary>Whether both say the same.</summary>
    public bool Equals(Standing? other) => other is not null && State == other.State && Verdicts.AsSpan().SequenceEqual(other.Verdicts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(State, Verdicts.Length);
}
