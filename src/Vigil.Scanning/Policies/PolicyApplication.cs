using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Findings;
using Vigil.Scanning.Matching;
using Vigil.Scanning.Vex;

namespace Vigil.Scanning.Policies;

/// <summary>Applies a policy to a scan: what it ignores is set aside; rules that have ended or reach nothing are named; gates say what they let not through.</summary>
/// <param name="policy">The policy.</param>
/// <param name="today">The day on which rules expire and ages are counted.</param>
public sealed class PolicyApplication(Policy policy, DateOnly today)
{
    /// <summary>The scan without what is ignored.</summary>
    public ScanResult Ignore(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var used = new HashSet<IgnoreRule>();
        var ended = new HashSet<IgnoreRule>();
        var applied = FindingExclusion.Apply(result, (finding, vulnerable) =>
        {
            foreach (var rule in policy.Ignores.Where(rule => !IsExpired(rule) && IsAbout(rule, finding, vulnerable)))
            {
                if (rule.UntilFixed && vulnerable.Verdict is { FixedVersion.Length: > 0, FixChannel.Length: 0 })
                {
                    ended.Add(rule);
                    continue;
                }

                used.Add(rule);
                return new Exclusion(SetAsideKind.Ignored, Place(rule.Line), rule.Owner.Length > 0 ? $"{rule.Reason} ({rule.Owner})" : rule.Reason);
            }

            return null;
        });
        return applied with { Inventory = applied.Inventory with { Diagnostics = [.. applied.Inventory.Diagnostics, .. Notes(result, used, ended)] } };
    }

    /// <summary>The gates that findings reach, each with these findings in the order in which to look at them.</summary>
    public IEnumerable<(GateRule Gate, ImmutableArray<Finding> Findings)> GatesReached(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach (var gate in policy.Gates)
        {
            ImmutableArray<Finding> reached = [.. result.Findings.Items.Where(finding => Reaches(finding, gate))];
            if (!reached.IsEmpty)
            {
                yield return (gate, reached);
            }
        }
    }

    private IEnumerable<Diagnostic> Notes(ScanResult result, HashSet<IgnoreRule> used, HashSet<IgnoreRule> ended)
    {
        foreach (var rule in policy.Ignores)
        {
            if (IsExpired(rule))
            {
                var still = result.Findings.Items.Count(finding => finding.Packages.Items.Any(vulnerable => IsAbout(rule, finding, vulnerable)));
                yield return new Diagnostic(PolicyCodes.RuleExpired, Place(rule.Line), string.Create(
                    CultureInfo.InvariantCulture, $"The rule for {Subject(rule)} expired on {rule.Expires:yyyy-MM-dd}{OwnerOf(rule)}: {still} findings count again."));
            }
            else if (ended.Contains(rule))
            {
                yield return new Diagnostic(PolicyCodes.RuleEnded, Place(rule.Line), $"The rule for {Subject(rule)} held until there is a fix, and there is one{OwnerOf(rule)}.");
            }
            else if (!used.Contains(rule))
            {
                yield return new Diagnostic(PolicyCodes.RuleUnused, Place(rule.Line), $"The rule for {Subject(rule)} ignores nothing that was found.");
            }
        }
    }

    private bool Reaches(Finding finding, GateRule gate)
    {
        var isFixable = finding.FixAvailable != FixAvailable.No;
        return (gate.Severity is not { } severity || finding.Severity >= severity)
            && (gate.Score is not { } score || FindingPriority.ScoreOf(finding) >= score)
            && (gate.Epss is not { } epss || finding.Exploitation.Probability?.Score >= epss)
            && (!gate.Kev || finding.Exploitation.Known is not null)
            && (!gate.Fixable || isFixable)
            && (gate.FixableForDays is not { } days
                || (isFixable && finding.Published is { } published && today.DayNumber - DateOnly.FromDateTime(published.UtcDateTime).DayNumber >= days));
    }

    private static bool IsAbout(IgnoreRule rule, Finding finding, VulnerablePackage vulnerable) =>
        (rule.Ids.IsEmpty || rule.Ids.Any(id => IsNamed(finding, id)))
        && (rule.Package.Length == 0 || IsNamed(vulnerable, rule.Package))
        && (rule.Path.Length == 0 || vulnerable.Package.Evidence.Items.Any(evidence => FileSystemName.MatchesSimpleExpression(rule.Path, evidence.Path, ignoreCase: false)));

    private static bool IsNamed(Finding finding, string id) =>
        finding.Aliases.Items.Prepend(finding.VulnerabilityId).Contains(id, StringComparer.OrdinalIgnoreCase);

    private static bool IsNamed(VulnerablePackage vulnerable, string package) => PurlPattern.TryParse(package, out var pattern)
        ? pattern.Matches(vulnerable.Package)
        : vulnerable.Package.Coordinate.Name == package || vulnerable.Package.Coordinate.SourceName == package;

    private bool IsExpired(IgnoreRule rule) => rule.Expires < today;

    private static string Subject(IgnoreRule rule) => string.Join(" in ", new[] { string.Join(", ", rule.Ids), rule.Package, rule.Path }.Where(text => text.Length > 0).Select(text => Quote.Of(text)));

    private static string OwnerOf(IgnoreRule rule) => rule.Owner.Length > 0 ? $" (owner: {Quote.Of(rule.Owner)})" : "";

    private string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"{policy.Source}:{line}");
}
