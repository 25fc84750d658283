using System.Collections.Immutable;
using Vigil.Advisories.Store;
using Vigil.Domain;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching;

/// <summary>Gathers verdicts to findings: one flaw in one artifact is one finding, with all its names and all packages it touches.</summary>
/// <param name="store">The generation that the verdicts are of.</param>
internal sealed class FindingBuilder(AdvisoryStore store)
{
    private readonly Dictionary<string, List<VulnerablePackage>> _packages = new(StringComparer.Ordinal);

    /// <summary>Adds the verdicts of a package; packages come in the inventory's order.</summary>
    public void Add(Package package, EquatableArray<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            if (!_packages.TryGetValue(verdict.VulnerabilityId, out var touched))
            {
                _packages.Add(verdict.VulnerabilityId, touched = []);
            }

            touched.Add(new VulnerablePackage(package, verdict, Remediation.Command(verdict)));
        }
    }

    /// <summary>The findings: severity downwards, then score downwards, then id in ordinal order.</summary>
    public ImmutableArray<Finding> Build() =>
    [
        .. _packages
            .Select(entry => ToFinding(entry.Key, entry.Value))
            .OrderByDescending(finding => finding.Severity)
            .ThenByDescending(finding => finding.Score ?? -1)
            .ThenBy(finding => finding.VulnerabilityId, StringComparer.Ordinal),
    ];

    private Finding ToFinding(string id, List<VulnerablePackage> packages)
    {
        var flaw = store.Vulnerability(store.FindVulnerability(id));
        var severity = SeverityChoice.Of(packages[0].Verdict, flaw.Severities);
        return new Finding
        {
            VulnerabilityId = id,
            Aliases = [.. flaw.Names.Items.Select(name => name.Id).Where(name => name != id)],
            Title = flaw.Summary,
            Severity = severity.Severity,
            SeveritySource = severity.Source,
            Score = severity.Score,
            Vector = severity.Vector,
            Severities = flaw.Severities,
            FixAvailable = Remediation.Availability(packages),
            Packages = [.. packages],
            Cwes = flaw.Cwes,
            Published = flaw.Published,
        };
    }
}
