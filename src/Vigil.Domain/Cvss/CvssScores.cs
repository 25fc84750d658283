namespace Vigil.Domain.Cvss;

/// <summary>The scores of one vector, each from 0 to 10 with one decimal.</summary>
/// <param name="Base">From the base metrics alone.</param>
/// <param name="Temporal">With the temporal (version 4: threat) metrics; <see langword="null"/> when none is defined.</param>
/// <param name="Environmental">With all metrics; <see langword="null"/> when no environmental metric is defined.</param>
/// <param name="Impact">Impact sub-score of the base metrics; <see langword="null"/> in version 4, which has none.</param>
/// <param name="Exploitability">Exploitability sub-score of the base metrics; <see langword="null"/> in version 4.</param>
public readonly record struct CvssScores(double Base, double? Temporal, double? Environmental, double? Impact = null, double? Exploitability = null)
{
    /// <summary>The most specific score there is: environmental, else temporal, else base.</summary>
    public double Overall => Environmental ?? Temporal ?? Base;
}
