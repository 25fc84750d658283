using System.Collections.Immutable;
using Vigil.Advisories.Store;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching;

/// <summary>One line of an explanation.</summary>
/// <param name="Subject">What it is about: <c>advisory</c>, <c>range</c>, <c>comparison</c>.</param>
/// <param name="Text">The fact.</param>
public sealed record ExplanationLine(string Subject, string Text);

/// <summary>Why a package has a finding: from the advisory to the file, in the order in which one would check it by hand.</summary>
public static class Explanation
{
    /// <summary>Explains one package of a finding. Pure: the same finding and generation give the same lines.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="vulnerable">One of its packages.</param>
    /// <param name="store">The generation that the finding is of.</param>
    public static ImmutableArray<ExplanationLine> Of(Finding finding, VulnerablePackage vulnerable, AdvisoryStore store)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(vulnerable);
        ArgumentNullException.ThrowIfNull(store);
        return [.. Lines(finding, vulnerable, store)];
    }

    private static IEnumerable<ExplanationLine> Lines(Finding finding, VulnerablePackage vulnerable, AdvisoryStore store)
    {
        var (package, verdict) = (vulnerable.Package, vulnerable.Verdict);
        yield return new("vulnerability", finding.VulnerabilityId);
        foreach (var name in NamesOf(finding, store))
        {
            yield return new("also known as", $"{name.Id} (says {name.StatedBy} of {name.Source})");
        }

        yield return new("package", $"{package.Coordinate.Name} {package.Coordinate.Version}");
        yield return new("advisory", verdict.AdvisoryId);
        yield return new("source", verdict.Source);
        yield return new("generation", store.ContentId);
        yield return new("key", KeyText(verdict.Key));
        yield return new("range", RangeText(verdict.Range));
        foreach (var comparison in Comparisons(verdict))
        {
            yield return new("comparison", comparison);
        }

        yield return new("state", StateText(verdict));
        yield return new("severity", SeverityText(finding));
        foreach (var evidence in package.Evidence)
        {
            yield return new("file", evidence.Path);
            if (evidence.LayerDiffId.Length > 0)
            {
                yield return new("introduced by layer", evidence.LayerDiffId);
                yield return new("final copy in layer", evidence.FinalLayerDiffId);
            }
        }
    }

    private static IEnumerable<VulnerabilityName> NamesOf(Finding finding, AdvisoryStore store)
    {
        var index = store.FindVulnerability(finding.VulnerabilityId);
        return index < 0 ? [] : store.Vulnerability(index).Names.Items.Where(name => name.Id != finding.VulnerabilityId);
    }

    private static string KeyText(AdvisoryKey key) => key.Release.Length > 0 ? $"{key.Ecosystem} {key.Release}: {key.Name}" : $"{key.Ecosystem}: {key.Name}";

    private static string RangeText(VersionRange? range) => range switch
    {
        null => "these exact versions, or every version",
        { Introduced: "", Fixed: "", LastAffected: "" } => "every version",
        _ => string.Join(", ", Bounds(range)),
    };

    private static IEnumerable<string> Bounds(VersionRange range)
    {
        if (range.Introduced.Length > 0)
        {
            yield return $">= {range.Introduced}";
        }

        if (range.Fixed.Length > 0)
        {
            yield return $"< {range.Fixed}";
        }

        if (range.LastAffected.Length > 0)
        {
            yield return $"<= {range.LastAffected}";
        }
    }

    private static IEnumerable<string> Comparisons(Verdict verdict)
    {
        string[] bounds = verdict.Range is { } range ? [range.Introduced, range.Fixed, range.LastAffected] : [];
        return bounds.Where(bound => bound.Length > 0).Select(bound => VersionComparison.Describe(verdict.Scheme, verdict.ComparedVersion, bound));
    }

    private static string StateText(Verdict verdict) => verdict switch
    {
        { FixedVersion.Length: > 0, FixChannel.Length: > 0 } => $"fixed in {verdict.FixedVersion}, with {verdict.FixChannel} only",
        { FixedVersion.Length: > 0 } => $"fixed in {verdict.FixedVersion}",
        { State: VendorState.WillNotFix } => "the vendor will not fix it",
        { State: VendorState.Deferred } => "the vendor has put the fix off",
        { State: VendorState.FixPending } => "a fix is on its way",
        { State: VendorState.UnderInvestigation } => "the vendor is still looking into it",
        { State: VendorState.EndOfLife } => "the release is out of support",
        _ => "affected, no fix known",
    };

    private static string SeverityText(Finding finding) => finding switch
    {
        { SeveritySource: "" } => "no source rates it",
        { Score: { } score } => FormattableString.Invariant($"{finding.Severity} by {finding.SeveritySource}: {score:0.0} {finding.Vector}"),
        _ => $"{finding.Severity} by {finding.SeveritySource}",
    };
}
