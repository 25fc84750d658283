using System.Globalization;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>The packages of a scan as components: their references, and what became of those that have no finding.</summary>
internal sealed class ScanSbomComponents
{
    private readonly Dictionary<Package, string> _refs = [];
    private readonly HashSet<Package> _vulnerable;

    /// <summary>Numbers the packages in the inventory's order.</summary>
    public ScanSbomComponents(ScanResult result)
    {
        foreach (var package in result.Inventory.Packages)
        {
            _refs[package] = string.Create(CultureInfo.InvariantCulture, $"comp-{_refs.Count + 1}");
        }

        _vulnerable = [.. result.Findings.Items.SelectMany(finding => finding.Packages.Items.Select(vulnerable => vulnerable.Package))];
    }

    /// <summary>Reference of a package.</summary>
    public string RefOf(Package package) => _refs[package];

    /// <summary>What is said of a package without a finding; <see langword="null"/> of one that has findings.</summary>
    public string? MessageOf(PackageEvaluation evaluation) =>
        _vulnerable.Contains(evaluation.Package) ? null
        : evaluation.State is EvaluationState.Evaluated or EvaluationState.EndOfLife or EvaluationState.OwnedByDistribution ? "Component scanned: no vulnerabilities found."
        : "Component skipped: no rules found.";

    /// <summary>The evaluations under their source packages, for packages of dpkg and rpm that have another; the rest stands alone, under <see langword="null"/>.</summary>
    public static IEnumerable<IGrouping<PackageUrl?, PackageEvaluation>> BySource(ScanResult result) => result.Evaluations.Items.GroupBy(evaluation => SourceOf(evaluation.Package));

    private static PackageUrl? SourceOf(Package package)
    {
        var (purl, coordinate) = (package.Purl, package.Coordinate);
        if (purl.Type is not ("deb" or "rpm") || coordinate.SourceName.Length == 0)
        {
            return null;
        }

        PurlQualifier[] qualifiers = [new("distro", purl.Qualifier("distro")), .. purl.Type == "rpm" ? (PurlQualifier[])[new("arch", "src")] : []];
        return PackageUrl.TryCreate(purl.Type, purl.Namespace, coordinate.SourceName, coordinate.EffectiveSourceVersion, qualifiers, null, out var source, out _) ? source : null;
    }
}
