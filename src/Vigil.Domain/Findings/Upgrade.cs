using Vigil.Domain.Verdicts;

namespace Vigil.Domain.Findings;

/// <summary>One upgrade a person can do, and what it clears.</summary>
/// <param name="Name">Source package (deb, apk) or package that is upgraded as one.</param>
/// <param name="Installed">Version installed now; the lowest when there are several.</param>
/// <param name="Target">Smallest version that clears all of <paramref name="Findings"/>.</param>
/// <param name="Packages">Installed packages that it moves, ordinal order.</param>
/// <param name="Findings">What it clears, in the order of the scan.</param>
/// <param name="Deciding">The verdict that asks for <paramref name="Target"/>.</param>
public sealed record Upgrade(
    string Name,
    string Installed,
    string Target,
    EquatableArray<string> Packages,
    EquatableArray<Finding> Findings,
    Verdict Deciding)
{
    /// <summary>Subscription that the upgrade needs (<c>Ubuntu Pro</c>); empty when the release itself offers it.</summary>
    public string Channel => Deciding.FixChannel;

    /// <summary>Number of cleared findings of a severity.</summary>
    public int Count(FindingSeverity severity) => Findings.Items.Count(finding => finding.Severity == severity);
}
