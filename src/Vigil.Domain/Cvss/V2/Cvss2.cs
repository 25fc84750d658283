namespace Vigil.Domain.Cvss.V2;

/// <summary>CVSS 2.0: metrics and equations (A Complete Guide to CVSS 2.0, section 3.2).</summary>
internal static class Cvss2
{
    public static readonly MetricGrammar Grammar = new("", MetricOrder.WholeGroups, [6, 3, 5],
    [
        Metric.Of("AV L A N"),
        Metric.Of("AC H M L"),
        Metric.Of("Au M S N"),
        Metric.Of("C N P C"),
        Metric.Of("I N P C"),
        Metric.Of("A N P C"),
        Metric.Of("E U POC F H", "ND"),
        Metric.Of("RL OF TF W U", "ND"),
        Metric.Of("RC UC UR C", "ND"),
        Metric.Of("CDP N L LM MH H", "ND"),
        Metric.Of("TD N L M H", "ND"),
        Metric.Of("CR L M H", "ND"),
        Metric.Of("IR L M H", "ND"),
        Metric.Of("AR L M H", "ND"),
    ]);

    private enum M
    {
        AV, AC, Au, C, I, A, E, RL, RC, CDP, TD, CR, IR, AR,
    }

    private static readonly double[] AccessVector = [0, 0.395, 0.646, 1.0];

    private static readonly double[] AccessComplexity = [0, 0.35, 0.61, 0.71];

    private static readonly double[] Authentication = [0, 0.45, 0.56, 0.704];

    private static readonly double[] ImpactWeight = [0, 0.0, 0.275, 0.660];

    private static readonly double[] ExploitCode = [1.0, 0.85, 0.90, 0.95, 1.0];

    private static readonly double[] RemediationLevel = [1.0, 0.87, 0.90, 0.95, 1.0];

    private static readonly double[] ReportConfidence = [1.0, 0.90, 0.95, 1.0];

    private static readonly double[] CollateralDamage = [0, 0.0, 0.1, 0.3, 0.4, 0.5];

    private static readonly double[] TargetDistribution = [1.0, 0.0, 0.25, 0.75, 1.0];

    private static readonly double[] Requirement = [1.0, 0.5, 1.0, 1.51];

    public static CvssScores Score(MetricValues values)
    {
        var m = new Values(values);
        var impact = 10.41 * (1 - ((1 - ImpactWeight[m[M.C]]) * (1 - ImpactWeight[m[M.I]]) * (1 - ImpactWeight[m[M.A]])));
        var exploitability = 20 * AccessVector[m[M.AV]] * AccessComplexity[m[M.AC]] * Authentication[m[M.Au]];
        var baseScore = Round(BaseScore(impact, exploitability));
        return new CvssScores(
            baseScore,
            values.AnyIn((int)M.E, 3) ? Round(baseScore * Temporal(m)) : null,
            values.AnyIn((int)M.CDP, 5) ? Round(EnvironmentalScore(Round(exploitability), m)) : null,
            Round(impact),
            Round(exploitability));
    }

    private static double BaseScore(double impact, double exploitability) =>
        impact == 0 ? 0 : ((0.6 * impact) + (0.4 * exploitability) - 1.5) * 1.176;

    private static double Temporal(Values m) => ExploitCode[m[M.E]] * RemediationLevel[m[M.RL]] * ReportConfidence[m[M.RC]];

    // As the calculator of the NVD: exploitability enters rounded, and nothing else is rounded before the end. Low requirements and a flaw that is
    // hard to exploit bring the equation below 0, where no score is.
    private static double EnvironmentalScore(double exploitability, Values m)
    {
        var kept = (1 - (ImpactWeight[m[M.C]] * Requirement[m[M.CR]]))
            * (1 - (ImpactWeight[m[M.I]] * Requirement[m[M.IR]]))
            * (1 - (ImpactWeight[m[M.A]] * Requirement[m[M.AR]]));
        var adjusted = BaseScore(Math.Min(10, 10.41 * (1 - kept)), exploitability) * Temporal(m);
        return Math.Max(0, adjusted + ((10 - adjusted) * CollateralDamage[m[M.CDP]])) * TargetDistribution[m[M.TD]];
    }

    private static double Round(double score) => Math.Round(score * 10, MidpointRounding.AwayFromZero) / 10;

    private readonly struct Values(MetricValues values)
    {
        public int this[M metric] => values[(int)metric];
    }
}
