using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;

namespace Vigil.Domain.Scoring;

/// <summary>How bad a flaw is where it was found: the CVSS environmental score of its base vector, given what is known of exploits and of the place.</summary>
/// <remarks>The formula and worked examples stand in <c>docs/scoring.md</c>.</remarks>
/// <param name="Score">0 to 10, never above <paramref name="BaseScore"/>.</param>
/// <param name="BaseScore">Score of the base metrics alone.</param>
/// <param name="Vector">The adjusted vector.</param>
/// <param name="Adjustments">What was changed and why, exploitation first; empty when the base vector stands.</param>
public sealed record RiskScore(double Score, double BaseScore, string Vector, EquatableArray<ScoreAdjustment> Adjustments)
{
    /// <summary>The base score as it is: for images, which run in many places.</summary>
    /// <param name="vector">The published vector of any version; only its base metrics count.</param>
    public static RiskScore OfBase(CvssVector vector) => Of(vector, default, ReachableFrom.NotAssessed);

    /// <summary>Computes the score.</summary>
    /// <param name="vector">The published vector of any version; only its base metrics count, the others describe another day or another place.</param>
    /// <param name="exploitation">How far exploitation has come.</param>
    /// <param name="reachability">From where the resource can be reached.</param>
    public static RiskScore Of(CvssVector vector, ExploitEvidence exploitation, ReachableFrom reachability)
    {
        var published = vector.OfBaseMetrics();
        var adjusted = published;
        var adjustments = new List<ScoreAdjustment>(2);
        foreach (var adjustment in new[] { ExploitAdjustment(published, exploitation), NetworkAdjustment(published, reachability) })
        {
            if (adjustment is not null)
            {
                adjusted = adjusted.With(adjustment.Abbreviation, adjustment.Value);
                adjustments.Add(adjustment);
            }
        }

        var baseScore = published.Score().Base;
        return new RiskScore(Math.Min(adjusted.Score().Overall, baseScore), baseScore, adjusted.ToString(), [.. adjustments]);
    }

    // version 4 has two steps where the others have three: an exploit that works, but is not seen in attacks, is a proof of concept there
    private static ScoreAdjustment? ExploitAdjustment(CvssVector vector, ExploitEvidence exploitation)
    {
        var value = (vector.Version, exploitation.Maturity) switch
        {
            (_, ExploitMaturity.NotAssessed) => "",
            (_, ExploitMaturity.Unproven) => "U",
            (CvssVersion.V40, ExploitMaturity.Attacked) => "A",
            (CvssVersion.V40, _) => "P",
            (CvssVersion.V20, ExploitMaturity.ProofOfConcept) => "POC",
            (_, ExploitMaturity.ProofOfConcept) => "P",
            (_, ExploitMaturity.Functional) => "F",
            _ => "H",
        };
        return value.Length == 0 ? null : new ScoreAdjustment(ExploitMetric(vector.Version), "E", value, exploitation.Reason);
    }

    private static string ExploitMetric(CvssVersion version) => version switch
    {
        CvssVersion.V20 => "Exploitability",
        CvssVersion.V40 => "Exploit Maturity",
        _ => "Exploit Code Maturity",
    };

    // version 2 has no modified base metrics, so the base metric itself is changed, and its name says so
    private static ScoreAdjustment? NetworkAdjustment(CvssVector vector, ReachableFrom reachability)
    {
        var (metric, name) = vector.Version == CvssVersion.V20 ? ("AV", "Access Vector") : ("MAV", "Attack Vector");
        return (reachability, vector.ValueOf("AV")) switch
        {
            (ReachableFrom.Peered, "N") => new(name, metric, "A", "no open path from the internet, only from peered networks"),
            (ReachableFrom.None, "N") => new(name, metric, "L", "no open network path"),
            _ => null,
        };
    }
}
