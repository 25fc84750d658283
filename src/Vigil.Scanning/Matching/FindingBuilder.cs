using System.Collections.Immutable;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Scoring;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching;

/// <summary>Gathers verdicts to findings: one flaw in one artifact is one finding, with all its names and all packages it touches.</summary>
/// <param name="flaws">What the generation of the verdicts knows of flaws.</param>
/// <param name="kind">What the packages are installed in; images and functions keep base scores.</param>
/// <param name="reachability">From where it can be reached.</param>
/// <param name="sockets">Its sockets that can be reached.</param>
internal sealed class FindingBuilder(FlawKnowledge flaws, ArtifactKind kind, ReachableFrom reachability, EquatableArray<ReachedSocket> sockets = default)
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

    /// <summary>The findings, in the order of <see cref="FindingPriority"/>.</summary>
    public ImmutableArray<Finding> Build() => [.. _packages.Select(entry => ToFinding(entry.Key, entry.Value)).Order(FindingPriority.Order)];

    private Finding ToFinding(string id, List<VulnerablePackage> packages)
    {
        var (flaw, aliases, exploitation) = flaws.Of(id);
        return Rate(kind, new Finding
        {
            VulnerabilityId = id,
            Aliases = aliases,
            Title = flaw.Summary,
            Severity = FindingSeverity.Untriaged,
            Reachability = reachability,
            ReachedSockets = [.. sockets.Items.Where(reached => packages.Exists(touched => touched.Package.Coordinate.Name == reached.Socket.Package))],
            Exploitation = exploitation,
            Severities = flaw.Severities,
            FixAvailable = Remediation.Availability(packages),
            Packages = [.. packages],
            Cwes = flaw.Cwes,
            Published = flaw.Published,
            Modified = flaw.Modified,
        });
    }

    /// <summary>A finding with the severity and the score that follow from everything else it says.</summary>
    public static Finding Rate(ArtifactKind kind, Finding finding)
    {
        var severity = SeverityChoice.Of(finding.Packages[0].Verdict, finding.Severities);
        return finding with
        {
            Severity = severity.Severity,
            SeveritySource = severity.Source,
            Score = severity.Score,
            Vector = severity.Vector,
            Risk = RiskOf(kind, severity.Vector, finding.Exploitation, finding.Reachability),
        };
    }

    private static RiskScore? RiskOf(ArtifactKind kind, string vector, ExploitKnowledge exploitation, ReachableFrom reachability) =>
        !CvssVector.TryParse(vector, out var parsed, out _) ? null
        : kind is ArtifactKind.Image or ArtifactKind.Function ? RiskScore.OfBase(parsed)
        : RiskScore.Of(parsed, ExploitEvidence.Of(exploitation), reachability);
}
