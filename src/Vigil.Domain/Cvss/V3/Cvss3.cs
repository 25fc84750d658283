namespace Vigil.Domain.Cvss.V3;

/// <summary>CVSS 3.0 and 3.1: metrics and equations (specification, section 7; rounding in appendix A of 3.1).</summary>
internal static class Cvss3
{
    public static readonly MetricGrammar Grammar30 = GrammarOf("CVSS:3.0/");

    public static readonly MetricGrammar Grammar31 = GrammarOf("CVSS:3.1/");

    private enum M
    {
        AV, AC, PR, UI, S, C, I, A, E, RL, RC, CR, IR, AR, MAV, MAC, MPR, MUI, MS, MC, MI, MA,
    }

    private static readonly double[] AttackVector = [0, 0.85, 0.62, 0.55, 0.2];

    private static readonly double[] AttackComplexity = [0, 0.77, 0.44];

    private static readonly double[] PrivilegesInScope = [0, 0.85, 0.62, 0.27];

    private static readonly double[] PrivilegesBeyondScope = [0, 0.85, 0.68, 0.5];

    private static readonly double[] UserInteraction = [0, 0.85, 0.62];

    private static readonly double[] ImpactWeight = [0, 0.56, 0.22, 0];

    private static readonly double[] ExploitCode = [1, 1, 0.97, 0.94, 0.91];

    private static readonly double[] RemediationLevel = [1, 1, 0.97, 0.96, 0.95];

    private static readonly double[] ReportConfidence = [1, 1, 0.96, 0.92];

    private static readonly double[] Requirement = [1, 1.5, 1, 0.5];

    public static CvssScores Score(CvssVersion version, MetricValues values)
    {
        var m = new Values(values);
        var isChanged = m[M.S] == 2;
        var impact = Impact(1 - ((1 - ImpactWeight[m[M.C]]) * (1 - ImpactWeight[m[M.I]]) * (1 - ImpactWeight[m[M.A]])), isChanged);
        var exploitability = Exploitability(m[M.AV], m[M.AC], m[M.PR], m[M.UI], isChanged);
        var baseScore = Combine(version, impact, exploitability, isChanged);
        return new CvssScores(
            baseScore,
            values.AnyIn((int)M.E, 3) ? RoundUp(version, baseScore * Temporal(m)) : null,
            values.AnyIn((int)M.CR, 11) ? EnvironmentalScore(version, m) : null,
            Math.Round(Math.Max(impact, 0), 1, MidpointRounding.AwayFromZero),
            Math.Round(exploitability, 1, MidpointRounding.AwayFromZero));
    }

    private static double EnvironmentalScore(CvssVersion version, Values m)
    {
        var isChanged = m.Modified(M.MS, M.S) == 2;
        var kept = (1 - (Requirement[m[M.CR]] * ImpactWeight[m.Modified(M.MC, M.C)]))
            * (1 - (Requirement[m[M.IR]] * ImpactWeight[m.Modified(M.MI, M.I)]))
            * (1 - (Requirement[m[M.AR]] * ImpactWeight[m.Modified(M.MA, M.A)]));
        var subScore = Math.Min(1 - kept, 0.915);
        var impact = version == CvssVersion.V31 && isChanged
            ? (7.52 * (subScore - 0.029)) - (3.25 * Math.Pow((subScore * 0.9731) - 0.02, 13))
            : Impact(subScore, isChanged);
        var exploitability = Exploitability(
            m.Modified(M.MAV, M.AV), m.Modified(M.MAC, M.AC), m.Modified(M.MPR, M.PR), m.Modified(M.MUI, M.UI), isChanged);
        return RoundUp(version, Combine(version, impact, exploitability, isChanged) * Temporal(m));
    }

    private static double Impact(double subScore, bool isChanged) =>
        isChanged ? (7.52 * (subScore - 0.029)) - (3.25 * Math.Pow(subScore - 0.02, 15)) : 6.42 * subScore;

    private static double Exploitability(int vector, int complexity, int privileges, int interaction, bool isChanged) =>
        8.22 * AttackVector[vector] * AttackComplexity[complexity] * UserInteraction[interaction]
        * (isChanged ? PrivilegesBeyondScope : PrivilegesInScope)[privileges];

    private static double Combine(CvssVersion version, double impact, double exploitability, bool isChanged) =>
        impact <= 0 ? 0 : RoundUp(version, Math.Min((isChanged ? 1.08 : 1) * (impact + exploitability), 10));

    private static double Temporal(Values m) => ExploitCode[m[M.E]] * RemediationLevel[m[M.RL]] * ReportConfidence[m[M.RC]];

    // 3.1 rounds in integers, because in 3.0 the next decimal depended on floating-point noise.
    private static double RoundUp(CvssVersion version, double score)
    {
        if (version == CvssVersion.V30)
        {
            return Math.Ceiling(score * 10) / 10;
        }

        var hundredThousandths = (long)Math.Round(score * 100_000, MidpointRounding.AwayFromZero);
        return (hundredThousandths + 9_999) / 10_000 / 10.0;
    }

    private static MetricGrammar GrammarOf(string prefix) => new(prefix, MetricOrder.Any, [8, 3, 11],
    [
        Metric.Of("AV N A L P"),
        Metric.Of("AC L H"),
        Metric.Of("PR N L H"),
        Metric.Of("UI N R"),
        Metric.Of("S U C"),
        Metric.Of("C H L N"),
        Metric.Of("I H L N"),
        Metric.Of("A H L N"),
        Metric.Of("E H F P U", "X"),
        Metric.Of("RL U W T O", "X"),
        Metric.Of("RC C R U", "X"),
        Metric.Of("CR H M L", "X"),
        Metric.Of("IR H M L", "X"),
        Metric.Of("AR H M L", "X"),
        Metric.Of("MAV N A L P", "X"),
        Metric.Of("MAC L H", "X"),
        Metric.Of("MPR N L H", "X"),
        Metric.Of("MUI N R", "X"),
        Metric.Of("MS U C", "X"),
        Metric.Of("MC H L N", "X"),
        Metric.Of("MI H L N", "X"),
        Metric.Of("MA H L N", "X"),
    ]);

    private readonly struct Values(MetricValues values)
    {
        public int this[M metric] => values[(int)metric];

        public int Modified(M modified, M original) => this[modified] > 0 ? this[modified] : this[original];
    }
}
