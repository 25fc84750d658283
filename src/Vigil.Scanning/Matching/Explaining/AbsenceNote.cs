using System.Collections.Immutable;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Search;
using Vigil.Advisories.Store;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;
using Vigil.Domain.Versions;
using Vigil.Scanning.Ecosystems;

namespace Vigil.Scanning.Matching.Explaining;

/// <summary>Explains why an artifact does not have a finding for a flaw that is known: fixed, not affected, not in the range, not installed, not judged.</summary>
/// <param name="store">The generation that the scan is of.</param>
/// <param name="exploits">What is known of exploitation.</param>
public sealed class AbsenceNote(AdvisoryStore store, ExploitTable exploits)
{
    /// <summary>Writes the note.</summary>
    /// <param name="vulnerability">Index of the flaw in the store.</param>
    /// <param name="result">The scan that has no finding for it.</param>
    public Explanation Of(int vulnerability, ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var flaw = store.Vulnerability(vulnerability);
        var statements = new VulnerabilitySearch(store, exploits).StatementsOf(vulnerability);
        var byKey = statements.ToLookup(statement => statement.Key);
        string[] reasons = [.. result.Evaluations.Items.SelectMany(evaluation => Reasons(evaluation, byKey)).Distinct(StringComparer.Ordinal)];
        return new Explanation(
            FlawWords.Title(flaw),
            [
                new("What it is", FlawWords.WhatItIs(flaw, store.VulnerabilityText(vulnerability))),
                new("Why not here", reasons.Length > 0 ? string.Join(' ', reasons) : NotInstalled(flaw, statements, result.Inventory)),
                new("Exploited", FlawWords.Exploitation(exploits.Find(flaw.Names.Items.Select(name => name.Id)), exploits)),
            ],
            [new("vulnerability", flaw.Id), new("generation", store.ContentId)]);
    }

    // the strongest reason of a package that the advisories name: the vendor's word, then an installed fix, then a range that leaves it out
    private static IEnumerable<string> Reasons(PackageEvaluation evaluation, ILookup<AdvisoryKey, AffectedStatement> byKey)
    {
        var package = evaluation.Package.Coordinate;
        if (!MatchRuleCatalog.TryGet(package.Ecosystem, out var rule))
        {
            yield break;
        }

        var lookups = new List<Lookup>();
        rule.AddLookups(package, lookups);
        var said = lookups.SelectMany(lookup => byKey[lookup.Key].Select(statement => (lookup.Version, Statement: statement))).ToArray();
        if (said.Length == 0)
        {
            yield break;
        }

        if (evaluation.State is EvaluationState.NotApplicable or EvaluationState.OwnedByDistribution or EvaluationState.VersionNotUnderstood or EvaluationState.ThirdParty)
        {
            yield return $"{package.Name} {package.Version} was not judged: {(evaluation.Reason.Length > 0 ? evaluation.Reason : evaluation.State.ToString())}.";
            yield break;
        }

        yield return said.Where(one => one.Statement.State == VendorState.NotAffected).Select(one => NotAffected(package, one.Statement)).FirstOrDefault()
            ?? said.Where(one => HasFix(one.Version, one.Statement)).Select(one => Fixed(package, one.Version, one.Statement)).FirstOrDefault()
            ?? Outside(package, said[0].Version, said[0].Statement);
    }

    private static string NotAffected(Coordinate package, AffectedStatement statement) =>
        $"{package.Name} is not affected, says the vendor: {Who(statement)} states so for {Phrases.Of(statement.Key)}.";

    private static string Fixed(Coordinate package, string version, AffectedStatement statement)
    {
        var fix = statement.Range!.Fixed; // HasFix was asked
        return $"{package.Name} has the fix: {Phrases.System(statement.Key)} fixed it in {fix}, and the installed version is not older: {VersionComparison.Describe(statement.Scheme, version, fix)}"
            + $" ({Who(statement)}).";
    }

    private static string Outside(Coordinate package, string version, AffectedStatement statement) =>
        $"{package.Name} {version} is not among the affected versions ({Phrases.Of(statement.Range)}; {Who(statement)}).";

    private static bool HasFix(string version, AffectedStatement statement) =>
        statement.Range is { Fixed: { Length: > 0 } fix } && VersionSchemes.TryGet(statement.Scheme, out var scheme) && scheme.Compare(version, fix) >= 0;

    private static string Who(AffectedStatement statement) => $"{statement.Advisory.Id} in the feed {statement.Advisory.Source}";

    private static string NotInstalled(Vulnerability flaw, ImmutableArray<AffectedStatement> statements, Inventory inventory)
    {
        if (flaw.Withdrawn is not null || statements.IsEmpty)
        {
            return flaw.Withdrawn is null ? "No advisory names a package that it affects." : "It was withdrawn, and a withdrawn advisory affects nothing.";
        }

        var system = inventory.OperatingSystem;
        string[] here = system is null ? [] : NamesOf(statements.Where(one => one.Key.Ecosystem == system.Ecosystem && IsRelease(one.Key.Release, system.Release)));
        return here.Length > 0
            ? $"For {system!.Ecosystem} {system.Release} the advisories speak of {Phrases.List(here)}; {(here.Length == 1 ? "it is not" : "none of them is")} installed."
            : $"{(system is null ? "" : $"No advisory of {$"{system.Ecosystem} {system.Release}".Trim()} speaks of it. ")}It is known for {Phrases.List(SystemsOf(statements))}.";
    }

    private static bool IsRelease(string release, string installed) => release == installed || release.EndsWith(":" + installed, StringComparison.Ordinal);

    private static string[] NamesOf(IEnumerable<AffectedStatement> statements) =>
        [.. statements.Select(statement => statement.Key.Name).Distinct(StringComparer.Ordinal)];

    private static string[] SystemsOf(IEnumerable<AffectedStatement> statements) =>
    [
        .. statements.GroupBy(statement => statement.Key.Ecosystem, StringComparer.Ordinal)
            .Select(group => $"{Phrases.List(NamesOf(group), most: 3)} in {group.Key}"),
    ];
}
