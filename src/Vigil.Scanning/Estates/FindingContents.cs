using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Domain.Scoring;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Estates;

/// <summary>Puts into words what marks of verdicts stand for: the content of findings in one generation.</summary>
/// <remarks>Not for several threads at once.</remarks>
/// <param name="store">The generation.</param>
/// <param name="exploits">What is known of exploitation.</param>
public sealed class FindingContents(AdvisoryStore store, ExploitTable exploits)
{
    private const int MaxRemembered = 5_000;

    private readonly Matcher _matcher = new(store);
    private readonly FlawKnowledge _flaws = new(store, exploits);
    private readonly Dictionary<Coordinate, Dictionary<string, Verdict>> _verdicts = [];

    /// <summary>What a flaw is to the packages of a resource; the long texts of the flaw are not in it.</summary>
    /// <param name="flaw">Its primary id.</param>
    /// <param name="packages">The packages that it touches, with what is matched of each, in the inventory's order; at least one.</param>
    /// <param name="type">What the packages are installed in.</param>
    /// <param name="reachability">From where it can be reached.</param>
    public FindingContent Of(string flaw, IReadOnlyList<JudgedPackage> packages, ResourceType type, ReachableFrom reachability)
    {
        ArgumentNullException.ThrowIfNull(packages);
        var builder = new FindingBuilder(_flaws, KindOf(type), reachability);
        foreach (var (package, coordinate) in packages)
        {
            builder.Add(package, [VerdictsOf(coordinate)[flaw]]);
        }

        return Of(builder.Build()[0], type);
    }

    /// <summary>A finding of a scan as the content of one on a resource.</summary>
    public static FindingContent Of(Finding finding, ResourceType type)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var names = finding.Packages.Items.Select(one => one.Package.Coordinate.Name).Distinct(StringComparer.Ordinal);
        return new FindingContent
        {
            Type = FindingType.PackageVulnerability,
            ResourceType = type,
            Subject = finding.VulnerabilityId,
            Title = FindingContent.Cut($"{finding.VulnerabilityId} - {string.Join(", ", names)}"),
            Description = FindingContent.DescriptionOf(finding),
            Severity = finding.Severity,
            Score = finding.Risk?.Score ?? finding.Score,
            FixAvailable = finding.FixAvailable,
            Package = finding,
        };
    }

    /// <summary>A content with the severity and the score that follow from what it says of flaw, exploitation and packages.</summary>
    public static FindingContent Rate(FindingContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Package is not { Packages.IsEmpty: false } package)
        {
            return content;
        }

        var rated = FindingBuilder.Rate(KindOf(content.ResourceType), package);
        return content with { Severity = rated.Severity, Score = rated.Risk?.Score ?? rated.Score, Package = rated };
    }

    // only what runs on a machine of its own has a place in a network that says something of it
    private static ArtifactKind KindOf(ResourceType type) =>
        type is ResourceType.AwsEc2Instance or ResourceType.AzureVirtualMachine ? ArtifactKind.Host : ArtifactKind.Image;

    // a kernel has thousands of flaws, and they all come one after the other
    private Dictionary<string, Verdict> VerdictsOf(Coordinate coordinate)
    {
        if (!_verdicts.TryGetValue(coordinate, out var verdicts))
        {
            if (_verdicts.Count >= MaxRemembered)
            {
                _verdicts.Clear();
            }

            verdicts = _matcher.Match(coordinate).Verdicts.ToDictionary(verdict => verdict.VulnerabilityId, StringComparer.Ordinal);
            _verdicts.Add(coordinate, verdicts);
        }

        return verdicts;
    }
}
