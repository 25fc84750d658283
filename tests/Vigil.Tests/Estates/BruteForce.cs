using System.Globalization;
using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Estates;
using Vigil.Scanning.Matching;

namespace Vigil.Tests.Estates;

/// <summary>The slow way: everything is matched by both generations, and all findings are compared in full.</summary>
internal static class BruteForce
{
    public static IEnumerable<string> Changes(IReadOnlyList<Coordinate[]> estate, AdvisoryStore before, AdvisoryStore after)
    {
        var (older, newer) = (new Matcher(before), new Matcher(after));
        for (var resource = 0; resource < estate.Count; resource++)
        {
            var old = Findings(estate[resource], older);
            var current = Findings(estate[resource], newer);
            foreach (var flaw in old.Keys.Union(current.Keys).Order(StringComparer.Ordinal))
            {
                FindingChangeKind? kind = (old.GetValueOrDefault(flaw), current.GetValueOrDefault(flaw)) switch
                {
                    (null, _) => FindingChangeKind.Opened,
                    (_, null) => FindingChangeKind.Closed,
                    var (left, right) => left.SequenceEqual(right) ? null : FindingChangeKind.Changed,
                };
                if (kind is not null)
                {
                    yield return Line(resource.ToString(CultureInfo.InvariantCulture), flaw, kind.Value);
                }
            }
        }
    }

    public static string Line(string resource, string flaw, FindingChangeKind kind) => $"{resource} {flaw} {kind}";

    private static Dictionary<string, List<Verdict>> Findings(Coordinate[] packages, Matcher matcher) => packages
        .Distinct()
        .SelectMany(package => matcher.Match(package).Verdicts.Items)
        .GroupBy(verdict => verdict.VulnerabilityId, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
}
