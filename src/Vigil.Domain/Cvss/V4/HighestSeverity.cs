namespace Vigil.Domain.Cvss.V4;

/// <summary>The most severe vectors of one equivalence class, and how many steps lead from them to the least severe (CVSS 4.0 section 8.4).</summary>
/// <param name="metrics">The metrics that make up the class.</param>
/// <param name="levels">Levels of these metrics in the most severe vectors, one vector after the other.</param>
/// <param name="steps">Steps from the most severe vector out of the class.</param>
internal readonly ref struct HighestSeverity(ReadOnlySpan<M> metrics, ReadOnlySpan<byte> levels, int steps)
{
    private readonly ReadOnlySpan<M> _metrics = metrics;
    private readonly ReadOnlySpan<byte> _levels = levels;

    private static ReadOnlySpan<M> Exploitability => [M.AV, M.PR, M.UI];

    private static ReadOnlySpan<M> Complexity => [M.AC, M.AT];

    private static ReadOnlySpan<M> VulnerableSystem => [M.VC, M.VI, M.VA, M.CR, M.IR, M.AR];

    private static ReadOnlySpan<M> SubsequentSystems => [M.SC, M.SI, M.SA];

    public static HighestSeverity Eq1(int eq1) => eq1 switch
    {
        0 => new(Exploitability, [0, 0, 0], 1),
        1 => new(Exploitability, [1, 0, 0, 0, 1, 0, 0, 0, 1], 4),
        _ => new(Exploitability, [3, 0, 0, 1, 1, 1], 5),
    };

    public static HighestSeverity Eq2(int eq2) => eq2 switch
    {
        0 => new(Complexity, [0, 0], 1),
        _ => new(Complexity, [1, 0, 0, 1], 2),
    };

    public static HighestSeverity Eq3And6(int eq3, int eq6) => (eq3, eq6) switch
    {
        (0, 0) => new(VulnerableSystem, [0, 0, 0, 0, 0, 0], 7),
        (0, _) => new(VulnerableSystem, [0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1], 6),
        (1, 0) => new(VulnerableSystem, [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], 8),
        (1, _) => new(
            VulnerableSystem,
            [1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1],
            8),
        _ => new(VulnerableSystem, [1, 1, 1, 0, 0, 0], 10),
    };

    public static HighestSeverity Eq4(int eq4) => eq4 switch
    {
        0 => new(SubsequentSystems, [1, 0, 0], 6),
        1 => new(SubsequentSystems, [1, 1, 1], 5),
        _ => new(SubsequentSystems, [2, 2, 2], 4),
    };

    /// <summary>How far a vector of the class is from the first most severe vector that is nowhere less severe: 0 to less than 1.</summary>
    public double Depth(SeverityLevels level)
    {
        for (var at = 0; at < _levels.Length; at += _metrics.Length)
        {
            var distance = 0;
            var isBelow = true;
            for (var i = 0; i < _metrics.Length; i++)
            {
                var difference = level[_metrics[i]] - _levels[at + i];
                isBelow &= difference >= 0;
                distance += difference;
            }

            if (isBelow)
            {
                return (double)distance / steps;
            }
        }

        return 0;
    }
}
