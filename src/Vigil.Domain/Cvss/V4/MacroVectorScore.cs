namespace Vigil.Domain.Cvss.V4;

/// <summary>The score of a vector within its macrovector (CVSS 4.0 section 8.2).</summary>
/// <remarks>
/// A macrovector has the score of its most severe vectors. A less severe vector loses, on average over the equivalent sets, as much of
/// the distance to the next lower macrovector as it has moved from the most severe vector of its own.
/// </remarks>
internal static class MacroVectorScore
{
    public static double Of(SeverityLevels level)
    {
        if (HasNoImpact(level))
        {
            return 0;
        }

        var macro = MacroVector.Of(level);
        var tenths = MacroVectorTable.Of(macro);
        var loss = 0.0;
        var lowerCount = 0;
        AddLoss(macro with { Eq1 = macro.Eq1 + 1 }, HighestSeverity.Eq1(macro.Eq1).Depth(level));
        AddLoss(macro with { Eq2 = macro.Eq2 + 1 }, HighestSeverity.Eq2(macro.Eq2).Depth(level));
        AddLoss(LowerImpact(macro), HighestSeverity.Eq3And6(macro.Eq3, macro.Eq6).Depth(level));
        AddLoss(macro with { Eq4 = macro.Eq4 + 1 }, HighestSeverity.Eq4(macro.Eq4).Depth(level));
        AddLoss(macro with { Eq5 = macro.Eq5 + 1 }, 0);
        var score = lowerCount == 0 ? tenths : tenths - (loss / lowerCount);

        // The published calculator adds a millionth before it rounds, against floating-point noise.
        return Math.Round(Math.Clamp(score, 0, 100) + 1e-5, MidpointRounding.AwayFromZero) / 10;

        void AddLoss(MacroVector lower, double depth)
        {
            var lowerTenths = MacroVectorTable.Of(lower);
            if (lowerTenths >= 0)
            {
                lowerCount++;
                loss += (tenths - lowerTenths) * depth;
            }
        }
    }

    private static bool HasNoImpact(SeverityLevels level) =>
        level[M.VC] == 2 && level[M.VI] == 2 && level[M.VA] == 2 && level[M.SC] == 3 && level[M.SI] == 3 && level[M.SA] == 3;

    // EQ3 and EQ6 depend on each other, so they descend together; where both ways lead down, the higher one counts.
    private static MacroVector LowerImpact(MacroVector macro)
    {
        var lessRequired = macro with { Eq6 = macro.Eq6 + 1 };
        var lessImpact = macro with { Eq3 = macro.Eq3 + 1 };
        return (macro.Eq3, macro.Eq6) switch
        {
            (0, 0) => MacroVectorTable.Of(lessRequired) > MacroVectorTable.Of(lessImpact) ? lessRequired : lessImpact,
            (1, 0) => lessRequired,
            _ => lessImpact,
        };
    }
}
