using System.Collections.Immutable;
using Vigil.Domain.Findings;

namespace Vigil.Scanning.Matching;

/// <summary>Why a package of a finding does not count.</summary>
/// <param name="Kind">What kind of judgement.</param>
/// <param name="By">Where it stands.</param>
/// <param name="Reason">Why.</param>
internal sealed record Exclusion(SetAsideKind Kind, string By, string Reason);

/// <summary>Takes packages out of findings, and findings of which no package is left out of a scan; nothing gets lost: they are set aside.</summary>
internal static class FindingExclusion
{
    /// <summary>The scan without what is excluded.</summary>
    /// <param name="result">The scan.</param>
    /// <param name="decide">Why a package of a finding does not count; <see langword="null"/> when it does.</param>
    public static ScanResult Apply(ScanResult result, Func<Finding, VulnerablePackage, Exclusion?> decide)
    {
        var kept = ImmutableArray.CreateBuilder<Finding>();
        var aside = ImmutableArray.CreateBuilder<SetAsideFinding>();
        foreach (var finding in result.Findings)
        {
            var decisions = finding.Packages.Items.Select(package => (Package: package, Exclusion: decide(finding, package))).ToList();
            ImmutableArray<VulnerablePackage> left = [.. decisions.Where(decision => decision.Exclusion is null).Select(decision => decision.Package)];
            aside.AddRange(decisions
                .Where(decision => decision.Exclusion is not null)
                .GroupBy(decision => decision.Exclusion!, decision => decision.Package) // Where has left the nulls out
                .Select(group => new SetAsideFinding(With(finding, [.. group]), group.Key.Kind, group.Key.By, group.Key.Reason)));
            if (!left.IsEmpty)
            {
                kept.Add(left.Length == finding.Packages.Count ? finding : With(finding, left));
            }
        }

        return aside.Count == 0 ? result : result with { Findings = kept.ToImmutable(), SetAside = [.. result.SetAside, .. aside] };
    }

    private static Finding With(Finding finding, ImmutableArray<VulnerablePackage> packages) =>
        finding with { Packages = packages, FixAvailable = Remediation.Availability(packages) };
}
