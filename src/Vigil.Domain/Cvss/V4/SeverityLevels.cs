namespace Vigil.Domain.Cvss.V4;

/// <summary>Effective severity of each metric after the environment has had its say: 0 is the most severe value.</summary>
internal readonly struct SeverityLevels(MetricValues values)
{
    /// <summary>Level of a base, threat or requirement metric. An undefined threat or requirement metric counts as the most severe.</summary>
    /// <remarks>SI and SA, which alone can be "safety" when modified, have that as level 0 and so share the levels 1 to 3 with SC.</remarks>
    public int this[M metric] => metric switch
    {
        <= M.VA => Modified(metric) is > 0 and var modified ? modified - 1 : values[(int)metric] - 1,
        M.SC => Modified(metric) is > 0 and var modified ? modified : values[(int)metric],
        M.SI or M.SA => Modified(metric) is > 0 and var modified ? modified - 1 : values[(int)metric],
        _ => Math.Max(values[(int)metric] - 1, 0),
    };

    // The modified metrics stand in the order of the base metrics.
    private int Modified(M metric) => values[(int)metric - (int)M.AV + (int)M.MAV];
}
