namespace Vigil.Domain.Findings;

/// <summary>Severity of a finding, in Inspector's words; ordered from least to most.</summary>
/// <remarks>By CVSS base score: 0 informational, 0.1–3.9 low, 4.0–6.9 medium, 7.0–8.9 high, 9.0–10 critical (spec §8.3).</remarks>
public enum FindingSeverity
{
    /// <summary>No source gave a score or a label.</summary>
    Untriaged,

    /// <summary>Score 0, or a label such as Debian's <c>unimportant</c> and Ubuntu's <c>negligible</c>.</summary>
    Informational,

    /// <summary>0.1 to 3.9.</summary>
    Low,

    /// <summary>4.0 to 6.9.</summary>
    Medium,

    /// <summary>7.0 to 8.9.</summary>
    High,

    /// <summary>9.0 to 10.</summary>
    Critical,
}
