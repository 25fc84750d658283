using Vigil.Domain.Scoring;

namespace Vigil.Domain.Findings;

/// <summary>What to look at first.</summary>
/// <remarks>
/// In this order: the higher risk score; known to be exploited; the higher chance of exploitation; reachable from more places; in a package whose
/// process waits on a port that is reached; with a fix. At the end
/// the id in ordinal order, so that the order is total for the findings of an artifact. A finding without a score stands where its severity begins.
/// </remarks>
public sealed class FindingPriority : IComparer<Finding>
{
    /// <summary>The order, the most urgent first.</summary>
    public static FindingPriority Order { get; } = new();

    /// <summary>The score that decides the place of a finding, 0 to 10.</summary>
    public static double ScoreOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Risk?.Score ?? finding.Score ?? finding.Severity switch
        {
            FindingSeverity.Critical => 9,
            FindingSeverity.High => 7,
            FindingSeverity.Medium => 4,
            FindingSeverity.Low => 0.1,
            _ => 0,
        };
    }

    /// <inheritdoc/>
    public int Compare(Finding? x, Finding? y)
    {
        if (x is null || y is null)
        {
            return (x is null).CompareTo(y is null);
        }

        var order = ScoreOf(y).CompareTo(ScoreOf(x));
        order = order != 0 ? order : (y.Exploitation.Known is not null).CompareTo(x.Exploitation.Known is not null);
        order = order != 0 ? order : (y.Exploitation.Probability?.Score ?? 0).CompareTo(x.Exploitation.Probability?.Score ?? 0);
        order = order != 0 ? order : Openness(y.Reachability).CompareTo(Openness(x.Reachability));
        order = order != 0 ? order : x.ReachedSockets.IsEmpty.CompareTo(y.ReachedSockets.IsEmpty);
        order = order != 0 ? order : y.FixAvailable.CompareTo(x.FixAvailable);
        return order != 0 ? order : string.CompareOrdinal(x.VulnerabilityId, y.VulnerabilityId);
    }

    // what was not looked at may be open
    private static int Openness(ReachableFrom reachability) => reachability switch
    {
        ReachableFrom.Internet => 3,
        ReachableFrom.NotAssessed => 2,
        ReachableFrom.Peered => 1,
        _ => 0,
    };
}
