using System.Globalization;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Scoring;
using Vigil.Domain.Verdicts;

namespace Vigil.Cli.Output.Reports;

/// <summary>Sentences and words that several reports share.</summary>
internal static class FindingLines
{
    private const int MaxNamed = 5;

    /// <summary>One line of what is wrong and what to do: <c>curl 7.88.1-10 is affected by CVE-2023-38545; 7.88.1-10+deb12u4 has the fix.</c></summary>
    public static string Sentence(Finding finding, VulnerablePackage vulnerable)
    {
        var coordinate = vulnerable.Package.Coordinate;
        return $"{coordinate.Name} {coordinate.Version} is affected by {finding.VulnerabilityId}; {Fix(vulnerable.Verdict)}.";
    }

    /// <summary>What can be had: a version, or why there is none.</summary>
    public static string Fix(Verdict verdict) => verdict switch
    {
        { FixedVersion.Length: > 0, FixChannel.Length: > 0 } => $"{verdict.FixedVersion} has the fix, with {verdict.FixChannel}",
        { FixedVersion.Length: > 0 } => $"{verdict.FixedVersion} has the fix",
        { State: VendorState.WillNotFix } => "the vendor will not fix it",
        { State: VendorState.Deferred } => "the vendor postponed the fix",
        { State: VendorState.FixPending } => "a fix is being prepared",
        { State: VendorState.UnderInvestigation } => "the vendor is looking into it",
        { State: VendorState.EndOfLife } => "the release is out of support",
        _ => "there is no fix yet",
    };

    /// <summary>Number of findings of a severity.</summary>
    public static int Count(ScanResult result, FindingSeverity severity) => result.Findings.Items.Count(finding => finding.Severity == severity);

    /// <summary><c>3 critical, 12 high</c>; empty for none.</summary>
    public static string Counts(IEnumerable<Finding> findings) => string.Join(
        ", ",
        findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}"));

    /// <summary>How many findings the base image brought, a sentence; empty where no base image is known.</summary>
    public static string Origins(ScanResult result)
    {
        if (result.Base is not { } image || result.Findings.IsEmpty)
        {
            return "";
        }

        var brought = result.Findings.Items.Count(finding => finding.Packages.Items.Any(vulnerable => image.Brought(vulnerable.Package)));
        var own = result.Findings.Items.Count(finding => finding.Packages.Items.Any(vulnerable => !image.Brought(vulnerable.Package)));
        return $"{brought} come from the base image {ScanReport.ShortName(image.Name)}, {own} from what was built on it.";
    }

    /// <summary>What was set aside by whom, a line for each judgement: <c>3 by vigil.yaml:4: lookups are disabled (CVE-2021-44228 …)</c>.</summary>
    public static IEnumerable<string> SetAside(ScanResult result) => result.SetAside.Items
        .GroupBy(aside => (aside.By, aside.Reason))
        .Select(group =>
        {
            var ids = group.Select(aside => aside.Finding.VulnerabilityId).Distinct(StringComparer.Ordinal).ToList();
            var reason = group.Key.Reason.Length > 0 ? $": {group.Key.Reason}" : "";
            return $"{ids.Count} set aside by {group.Key.By}{reason} ({string.Join(", ", ids.Take(MaxNamed))}{(ids.Count > MaxNamed ? " …" : "")})";
        });

    /// <summary>The severity in lower case.</summary>
    public static string Word(FindingSeverity severity) => severity.ToString().ToLowerInvariant();

    /// <summary>What is known of exploitation, in a few words; empty when nothing is.</summary>
    public static string Exploitation(Finding finding)
    {
        var known = finding.Exploitation;
        var probability = known.Probability?.Score ?? 0;
        string[] words =
        [
            known.Known is { InRansomware: true } ? "exploited, also by ransomware" : known.Known is not null ? "exploited" : "",
            known.Known is null && !known.Exploits.IsEmpty ? "public exploit" : "",
            probability >= ExploitEvidence.ProofOfConceptProbability ? string.Create(CultureInfo.InvariantCulture, $"EPSS {probability * 100:0} %") : "",
        ];
        return string.Join(", ", words.Where(word => word.Length > 0));
    }
}
