namespace Vigil.Domain.Cvss.V4;

/// <summary>The equivalence class of a vector in each of six equivalent sets (CVSS 4.0 section 8.2, tables 24 to 29).</summary>
/// <param name="Eq1">Attack vector, privileges, interaction: 0 to 2.</param>
/// <param name="Eq2">Complexity and requirements: 0 or 1.</param>
/// <param name="Eq3">Impact on the vulnerable system: 0 to 2.</param>
/// <param name="Eq4">Impact on subsequent systems: 0 to 2.</param>
/// <param name="Eq5">Exploit maturity: 0 to 2.</param>
/// <param name="Eq6">Impact where the environment requires most: 0 or 1.</param>
internal readonly record struct MacroVector(int Eq1, int Eq2, int Eq3, int Eq4, int Eq5, int Eq6)
{
    public static MacroVector Of(SeverityLevels level) => new(
        Exploitability(level[M.AV], level[M.PR], level[M.UI]),
        level[M.AC] == 0 && level[M.AT] == 0 ? 0 : 1,
        VulnerableSystem(level[M.VC], level[M.VI], level[M.VA]),
        SubsequentSystems(level[M.SC], level[M.SI], level[M.SA]),
        level[M.E],
        IsMostRequired(level, M.CR, M.VC) || IsMostRequired(level, M.IR, M.VI) || IsMostRequired(level, M.AR, M.VA) ? 0 : 1);

    /// <summary>Six digits, as the specification writes it.</summary>
    public override string ToString() => $"{Eq1}{Eq2}{Eq3}{Eq4}{Eq5}{Eq6}";

    private static int Exploitability(int vector, int privileges, int interaction) => (vector, privileges, interaction) switch
    {
        (0, 0, 0) => 0,
        (3, _, _) => 2,
        (0, _, _) or (_, 0, _) or (_, _, 0) => 1,
        _ => 2,
    };

    private static int VulnerableSystem(int confidentiality, int integrity, int availability) => (confidentiality, integrity, availability) switch
    {
        (0, 0, _) => 0,
        (0, _, _) or (_, 0, _) or (_, _, 0) => 1,
        _ => 2,
    };

    private static int SubsequentSystems(int confidentiality, int integrity, int availability) => (confidentiality, integrity, availability) switch
    {
        (_, 0, _) or (_, _, 0) => 0,
        (1, _, _) or (_, 1, _) or (_, _, 1) => 1,
        _ => 2,
    };

    private static bool IsMostRequired(SeverityLevels level, M requirement, M impact) => level[requirement] == 0 && level[impact] == 0;
}
