namespace Vigil.Domain.Cvss.V4;

/// <summary>The metrics of CVSS 4.0 in the order of the specification's vector string.</summary>
internal enum M : byte
{
    AV, AC, AT, PR, UI, VC, VI, VA, SC, SI, SA,
    E,
    CR, IR, AR, MAV, MAC, MAT, MPR, MUI, MVC, MVI, MVA, MSC, MSI, MSA,
    S, AU, R, V, RE, U,
}

/// <summary>CVSS 4.0: metrics, scores and nomenclature (specification, sections 7 and 8).</summary>
internal static class Cvss4
{
    // Values from the most to the least severe, so that the number of a value is its severity level.
    public static readonly MetricGrammar Grammar = new("CVSS:4.0/", MetricOrder.BaseFirst, [11, 1, 14, 6],
    [
        Metric.Of("AV N A L P"),
        Metric.Of("AC L H"),
        Metric.Of("AT N P"),
        Metric.Of("PR N L H"),
        Metric.Of("UI N P A"),
        Metric.Of("VC H L N"),
        Metric.Of("VI H L N"),
        Metric.Of("VA H L N"),
        Metric.Of("SC H L N"),
        Metric.Of("SI H L N"),
        Metric.Of("SA H L N"),
        Metric.Of("E A P U", "X"),
        Metric.Of("CR H M L", "X"),
        Metric.Of("IR H M L", "X"),
        Metric.Of("AR H M L", "X"),
        Metric.Of("MAV N A L P", "X"),
        Metric.Of("MAC L H", "X"),
        Metric.Of("MAT N P", "X"),
        Metric.Of("MPR N L H", "X"),
        Metric.Of("MUI N P A", "X"),
        Metric.Of("MVC H L N", "X"),
        Metric.Of("MVI H L N", "X"),
        Metric.Of("MVA H L N", "X"),
        Metric.Of("MSC H L N", "X"),
        Metric.Of("MSI S H L N", "X"),
        Metric.Of("MSA S H L N", "X"),
        Metric.Of("S N P", "X"),
        Metric.Of("AU N Y", "X"),
        Metric.Of("R A U I", "X"),
        Metric.Of("V D C", "X"),
        Metric.Of("RE L M H", "X"),
        Metric.Of("U Clear Green Amber Red", "X"),
    ]);

    private const int BaseCount = (int)M.E;
    private const int ThreatCount = (int)M.CR;

    public static CvssScores Score(MetricValues values) => new(
        MacroVectorScore.Of(new SeverityLevels(values.First(BaseCount))),
        values.AnyIn((int)M.E, 1) ? MacroVectorScore.Of(new SeverityLevels(values.First(ThreatCount))) : null,
        HasEnvironmental(values) ? MacroVectorScore.Of(new SeverityLevels(values)) : null);

    /// <summary>Which groups of metrics the score rests on: <c>CVSS-B</c>, <c>CVSS-BT</c>, <c>CVSS-BE</c> or <c>CVSS-BTE</c>.</summary>
    public static string Nomenclature(MetricValues values) => (values[(int)M.E] > 0, HasEnvironmental(values)) switch
    {
        (false, false) => "CVSS-B",
        (true, false) => "CVSS-BT",
        (false, true) => "CVSS-BE",
        _ => "CVSS-BTE",
    };

    private static bool HasEnvironmental(MetricValues values) => values.AnyIn((int)M.CR, 14);
}
