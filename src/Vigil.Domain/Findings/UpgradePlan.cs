using System.Collections.Immutable;
using Vigil.Domain.Versions;

namespace Vigil.Domain.Findings;

/// <summary>"Upgrade X closes N findings": the shortest way from a scan to a clean one.</summary>
public static class UpgradePlan
{
    /// <summary>Groups the fixable findings of a scan by the package to upgrade.</summary>
    /// <returns>
    /// Upgrades in the order in which to do them: those of the release before those that need a subscription, then by number of findings cleared that are known to be exploited, then of critical and of high
    /// ones, then by all of them, then by name.
    /// A finding without a fix is in none; a finding in two packages is in two.
    /// </returns>
    public static ImmutableArray<Upgrade> Of(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var fixable = from finding in result.Findings.Items
                      from vulnerable in finding.Packages.Items
                      where vulnerable.Verdict.FixedVersion.Length > 0
                      group (Finding: finding, Vulnerable: vulnerable) by (vulnerable.Package.Coordinate.Ecosystem, UpgradedAs(vulnerable), vulnerable.Verdict.FixChannel);
        return
        [
            .. fixable
                .Select(group => ToUpgrade([.. group]))
                .OrderBy(upgrade => upgrade.Channel, StringComparer.Ordinal)
                .ThenByDescending(upgrade => upgrade.Findings.Items.Count(finding => finding.Exploitation.Known is not null))
                .ThenByDescending(upgrade => upgrade.Count(FindingSeverity.Critical))
                .ThenByDescending(upgrade => upgrade.Count(FindingSeverity.High))
                .ThenByDescending(upgrade => upgrade.Findings.Count)
                .ThenBy(upgrade => upgrade.Name, StringComparer.Ordinal),
        ];
    }

    // a source is upgraded with all that was built from it; names of languages have many spellings (Flask, flask) and one key
    private static string UpgradedAs(VulnerablePackage vulnerable) =>
        vulnerable.Package.Coordinate.SourceName is { Length: > 0 } source ? source : vulnerable.Verdict.Key.Name;

    private static Upgrade ToUpgrade(ImmutableArray<(Finding Finding, VulnerablePackage Vulnerable)> rows)
    {
        var target = rows.Select(row => row.Vulnerable.Verdict).MaxBy(verdict => verdict.FixedVersion, VersionOrder(rows[0].Vulnerable))!;
        var lowest = rows.Select(row => row.Vulnerable).MinBy(vulnerable => vulnerable.Verdict.ComparedVersion, VersionOrder(rows[0].Vulnerable))!;
        var packages = rows
            .Select(row => row.Vulnerable)
            .OrderBy(vulnerable => vulnerable.Package.Coordinate.Name, StringComparer.Ordinal)
            .DistinctBy(vulnerable => vulnerable.Package.Coordinate is { SourceName.Length: > 0, Name: var name } ? name : vulnerable.Verdict.Key.Name, StringComparer.Ordinal)
            .ToList();
        return new Upgrade(
            packages[0].Package.Coordinate.EffectiveSourceName,
            lowest.Verdict.ComparedVersion,
            target.FixedVersion,
            [.. packages.Select(vulnerable => vulnerable.Package.Coordinate.Name)],
            [.. rows.Select(row => row.Finding).DistinctBy(finding => finding.VulnerabilityId, StringComparer.Ordinal)],
            target);
    }

    private static IComparer<string> VersionOrder(VulnerablePackage vulnerable) =>
        VersionSchemes.TryGet(vulnerable.Verdict.Scheme, out var scheme)
            ? Comparer<string>.Create((left, right) => scheme.Compare(left, right))
            : StringComparer.Ordinal;
}
