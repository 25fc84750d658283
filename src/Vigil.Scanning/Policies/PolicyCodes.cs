using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Policies;

/// <summary>What is worth knowing of a policy, 1650 to 1669.</summary>
public static class PolicyCodes
{
    /// <summary>A rule has expired: what it ignored counts again.</summary>
    public static readonly DiagnosticCode RuleExpired = new(1650, IsNotice: true);

    /// <summary>A rule that holds until there is a fix has ended: there is one.</summary>
    public static readonly DiagnosticCode RuleEnded = new(1651, IsNotice: true);

    /// <summary>A rule ignores nothing that was found.</summary>
    public static readonly DiagnosticCode RuleUnused = new(1652, IsNotice: true);
}
