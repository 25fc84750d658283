using System.Collections.Immutable;
using System.Globalization;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching.Explaining;

/// <summary>Explains a finding: what the flaw is, why it is here, who says so, how bad it is, whether it is exploited, what to do, and how sure that is.</summary>
/// <remarks>Pure: the same scan, generation and exploit table give the same note. Packages with one reason share its sentences.</remarks>
/// <param name="store">The generation that the scan is of.</param>
/// <param name="exploits">What is known of exploitation.</param>
public sealed class FindingNote(AdvisoryStore store, ExploitTable exploits)
{
    /// <summary>Writes the note.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="result">The scan that has it.</param>
    public Explanation Of(Finding finding, ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(result);
        var index = store.FindVulnerability(finding.VulnerabilityId);
        var flaw = store.Vulnerability(index);
        ImmutableArray<Reason> reasons = [.. finding.Packages.Items.GroupBy(Key).Select(group => new Reason([.. group]))];
        return new Explanation(
            FlawWords.Title(flaw),
            [
                new("What it is", FlawWords.WhatItIs(flaw, store.VulnerabilityText(index))),
                .. reasons.Select(reason => new ExplanationLine("Why here", WhyHere(reason))),
                new("Who says so", string.Join(' ', reasons.Select(WhoSaysSo).Distinct(StringComparer.Ordinal))),
                new("How bad", HowBad(finding)),
                new("Exploited", FlawWords.Exploitation(finding.Exploitation, exploits)),
                .. reasons.Select(reason => WhatToDo(reason, result.Inventory.Artifact.Kind)).Distinct(StringComparer.Ordinal)
                    .Select(remedy => new ExplanationLine("What to do", remedy)),
                new("How sure", HowSure(finding, result)),
            ],
            [.. Names(flaw), .. reasons.SelectMany(Facts), new("generation", store.ContentId)]);
    }

    // packages of one source at one version share advisory, range and comparison
    private static (AdvisoryKey, string, string, string, VendorState) Key(VulnerablePackage vulnerable)
    {
        var verdict = vulnerable.Verdict;
        return (verdict.Key, verdict.ComparedVersion, verdict.FixedVersion, verdict.AdvisoryId, verdict.State);
    }

    private static string WhyHere(Reason reason)
    {
        var verdict = reason.Verdict;
        var isOne = reason.Names.Length == 1;
        var source = verdict.Key.Name != reason.Names[0] || !isOne ? $", built from {verdict.Key.Name}," : "";
        source = verdict.Coordinate.EffectiveSourceName == verdict.Key.Name ? source : "";
        return $"{Phrases.List(reason.Names, most: 12)}{source} {(isOne ? "is" : "are")} installed as {verdict.ComparedVersion}. {Comparison(verdict)}";
    }

    private static string Comparison(Verdict verdict)
    {
        var system = Phrases.System(verdict.Key);
        return verdict.Range switch
        {
            { Fixed: { Length: > 0 } fix, Introduced: var start } =>
                $"{system} has the fix in {fix}, and the installed version is older: {VersionComparison.Describe(verdict.Scheme, verdict.ComparedVersion, fix)}."
                + (start.Length > 0 ? $" The range begins with {start}." : ""),
            { LastAffected: { Length: > 0 } last } =>
                $"Versions up to {last} are affected, and this is one: {VersionComparison.Describe(verdict.Scheme, verdict.ComparedVersion, last)}.",
            { Introduced: { Length: > 0 } start } =>
                $"Every version from {start} on is affected, and this is one: {VersionComparison.Describe(verdict.Scheme, verdict.ComparedVersion, start)}.",
            _ => $"For {system} the advisory covers this version, and names none that is fixed.",
        };
    }

    private string WhoSaysSo(Reason reason)
    {
        var verdict = reason.Verdict;
        var modified = store.FindAdvisories(verdict.AdvisoryId)
            .Select(store.Advisory)
            .FirstOrDefault(advisory => advisory.Source == verdict.Source)?.Modified;
        var changed = modified is { } time ? string.Create(CultureInfo.InvariantCulture, $", last changed on {time.UtcDateTime:yyyy-MM-dd}") : "";
        string[] errata = [.. verdict.VendorIds.Items.Where(id => id != verdict.AdvisoryId)];
        var more = errata.Length > 0 ? $" So {(errata.Length == 1 ? "does" : "do")} {Phrases.List(errata)}." : "";
        return $"{verdict.AdvisoryId} in the feed {verdict.Source}, about {Phrases.Of(verdict.Key)}{changed}.{more}";
    }

    private static string HowBad(Finding finding)
    {
        var severity = finding.Severity.ToString().ToUpperInvariant();
        var first = finding switch
        {
            { SeveritySource: "" } => "No source rates it.",
            { Score: { } score } => string.Create(CultureInfo.InvariantCulture, $"{severity} by {finding.SeveritySource}: {score:0.0}, {finding.Vector}."),
            _ when finding.Packages[0].Verdict.SeverityLabel is { Length: > 0 } label => $"{severity}: {finding.SeveritySource} calls it {label}.",
            _ => $"{severity} by the word of {finding.SeveritySource}.",
        };
        var others = FlawWords.OtherRatings(finding.Severities, finding.SeveritySource);
        return $"{first}{(others.Length > 0 ? $" Others: {others}." : "")}{HowBadHere(finding)}";
    }

    private static string HowBadHere(Finding finding)
    {
        if (finding.Risk is not { Adjustments.IsEmpty: false } risk)
        {
            return "";
        }

        var reasons = risk.Adjustments.Items.Select(adjustment => $"{adjustment.Metric} {adjustment.Abbreviation}:{adjustment.Value} ({adjustment.Reason})");
        return string.Create(CultureInfo.InvariantCulture, $" Here {risk.Score:0.0}, with {Phrases.List([.. reasons])}.");
    }

    private static string WhatToDo(Reason reason, ArtifactKind kind)
    {
        var verdict = reason.Verdict;
        if (verdict.FixedVersion.Length == 0)
        {
            return verdict.State == VendorState.Affected
                ? $"No version of {verdict.Key.Name} with a fix is known yet: remove the package if nothing needs it, or wait for the vendor."
                : $"There is nothing to install: {Phrases.Of(verdict.State)}.";
        }

        var command = Remediation.Command(verdict, reason.Names);
        var channel = verdict.FixChannel.Length > 0 ? $", which needs {verdict.FixChannel}" : "";
        var restart = kind != ArtifactKind.Image && reason.Names.Any(IsKernel) ? " and restart" : "";
        var target = $"{verdict.Key.Name} {verdict.FixedVersion} or later{channel}{restart}";
        return (command.Length > 0, kind) switch
        {
            (false, _) => $"Upgrade to {target}.",
            (true, ArtifactKind.Image) => $"Rebuild the image with {target}; inside it: {command}",
            _ => $"Upgrade to {target}: {command}",
        };
    }

    private static bool IsKernel(string package) =>
        package is "kernel" or "kernel-core" or "kernel-default" || package.StartsWith("linux-image-", StringComparison.Ordinal);

    private static string HowSure(Finding finding, ScanResult result)
    {
        var verdict = finding.Packages[0].Verdict;
        var support = result.Evaluations.Items
            .FirstOrDefault(evaluation => evaluation.State == EvaluationState.EndOfLife && evaluation.Package == finding.Packages[0].Package)?.Reason ?? "";
        var sentence = verdict switch
        {
            { Status: VerdictStatus.Unknown } => "Open: the vendor has not decided yet whether the package is affected.",
            { Range: null } => "As sure as the statement: it gives no range to hold the version against.",
            _ => $"Sure: a statement of {verdict.Source} about this very package, held against the installed version in the version order of {verdict.Scheme}.",
        };
        return support.Length > 0 ? $"{sentence} {support}." : sentence;
    }

    private static IEnumerable<ExplanationLine> Names(Vulnerability flaw) =>
    [
        new("vulnerability", flaw.Id),
        .. flaw.Names.Items.Where(name => name.Id != flaw.Id).Select(name => new ExplanationLine("also known as", $"{name.Id} (says {name.StatedBy} of {name.Source})")),
    ];

    private static IEnumerable<ExplanationLine> Facts(Reason reason)
    {
        var verdict = reason.Verdict;
        string[] bounds = verdict.Range is { } range ? [range.Introduced, range.Fixed, range.LastAffected] : [];
        var evidence = reason.Packages.SelectMany(vulnerable => vulnerable.Package.Evidence.Items).Distinct();
        return
        [
            .. reason.Packages.Select(vulnerable => new ExplanationLine("package", reason.NameAndVersion(vulnerable.Package.Coordinate))),
            new("advisory", verdict.AdvisoryId),
            new("source", verdict.Source),
            new("key", Phrases.Of(verdict.Key)),
            new("range", Phrases.Of(verdict.Range)),
            .. bounds.Where(bound => bound.Length > 0)
                .Select(bound => new ExplanationLine("comparison", VersionComparison.Describe(verdict.Scheme, verdict.ComparedVersion, bound))),
            new("state", StateText(verdict)),
            .. evidence.SelectMany(Places),
        ];
    }

    private static IEnumerable<ExplanationLine> Places(Evidence evidence) =>
    [
        new("file", evidence.Path),
        .. evidence.LayerDiffId.Length == 0
            ? (ExplanationLine[])[]
            : [new("introduced by layer", evidence.LayerDiffId), new("final copy in layer", evidence.FinalLayerDiffId)],
    ];

    private static string StateText(Verdict verdict) => verdict switch
    {
        { FixedVersion.Length: > 0, FixChannel.Length: > 0 } => $"fixed in {verdict.FixedVersion}, with {verdict.FixChannel} only",
        { FixedVersion.Length: > 0 } => $"fixed in {verdict.FixedVersion}",
        _ => Phrases.Of(verdict.State),
    };

    /// <summary>Packages that are affected for one and the same reason.</summary>
    private sealed record Reason(ImmutableArray<VulnerablePackage> Packages)
    {
        public Verdict Verdict => Packages[0].Verdict;

        /// <summary><c>libssl3 3.0.11-1</c>, with the architecture where the package is installed for several.</summary>
        public string NameAndVersion(Coordinate package) =>
            $"{package.Name} {package.Version}{(Packages.Count(other => other.Package.Coordinate.Name == package.Name) > 1 ? $" {package.Arch}" : "")}";

        public ImmutableArray<string> Names { get; } = [.. Packages.Select(vulnerable => vulnerable.Package.Coordinate.Name).Distinct(StringComparer.Ordinal)];
    }
}
