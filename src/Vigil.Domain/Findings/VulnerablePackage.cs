using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;

namespace Vigil.Domain.Findings;

/// <summary>One package of an artifact that a flaw touches: where it is, and the verdict that says so.</summary>
/// <param name="Package">The package with its evidence.</param>
/// <param name="Verdict">The verdict, with advisory, range and fixed version.</param>
/// <param name="Remediation">Command that installs the fix, or empty when there is none.</param>
public sealed record VulnerablePackage(Package Package, Verdict Verdict, string Remediation)
{
    /// <summary>The fixed version as Inspector shows it: with an epoch where the distribution has epochs (<c>0:3.0.11-1~deb12u2</c>), <c>NotAvailable</c> without a fix.</summary>
    public string FixedInVersion =>
        Verdict.FixedVersion.Length == 0 ? "NotAvailable"
        : Verdict.Scheme is "rpm" or "deb" && !Verdict.FixedVersion.Contains(':', StringComparison.Ordinal) ? $"0:{Verdict.FixedVersion}"
        : Verdict.FixedVersion;
}
