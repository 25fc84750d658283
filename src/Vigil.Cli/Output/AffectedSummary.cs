using Vigil.Advisories.Search;
using Vigil.Domain.Advisories;
using Vigil.Domain.Versions;
using Vigil.Scanning.Matching;

namespace Vigil.Cli.Output;

/// <summary>The statements about a flaw as a person wants them: what is said of several packages of a system at once, and by several feeds, stands in one line.</summary>
/// <param name="Where"><c>Debian 12</c>.</param>
/// <param name="Packages">Names, with the stream of a module.</param>
/// <param name="Versions"><c>fixed in 1.2</c>, <c>&gt;= 2.0, fixed in 2.3</c>, <c>not affected</c>.</param>
/// <param name="SaidBy">Errata, or the feeds that say it under the flaw's own name.</param>
internal sealed record AffectedSummary(string Where, string Packages, string Versions, string SaidBy)
{
    private const int MostPackages = 4;

    // numbers as numbers: 9 before 12, v3.9 before v3.10
    private static readonly Comparer<string> ReleaseOrder = Comparer<string>.Create(
        (left, right) => VersionSchemes.TryGet("rpm", out var numbers) ? numbers.Compare(left, right) : string.CompareOrdinal(left, right));

    /// <summary>The lines: libraries first, then distributions, each by its releases.</summary>
    public static IReadOnlyList<AffectedSummary> Of(VulnerabilityDossier dossier)
    {
        var names = dossier.Flaw.Names.Items.Select(name => name.Id).ToHashSet(StringComparer.Ordinal);
        var lines = from statement in dossier.Affected.Items
                    group Speaker(statement, names) by (statement.Key.Ecosystem, statement.Key.Release, Where: Phrases.System(statement.Key), Package: NameOf(statement), Versions: VersionsOf(statement)) into same
                    group same.Key.Package by (same.Key.Ecosystem, same.Key.Release, same.Key.Where, same.Key.Versions, SaidBy: Phrases.List([.. same.Distinct()], most: 3)) into line
                    select (line.Key, Packages: line.Distinct().ToList());
        return
        [
            .. lines
                .OrderBy(line => line.Key.Release.Length > 0)
                .ThenBy(line => line.Key.Ecosystem, StringComparer.Ordinal)
                .ThenBy(line => line.Key.Release, ReleaseOrder)
                .ThenBy(line => line.Packages[0], StringComparer.Ordinal)
                .Select(line => new AffectedSummary(line.Key.Where, Phrases.List(line.Packages, MostPackages), line.Key.Versions, line.Key.SaidBy)),
        ];
    }

    private static string NameOf(AffectedStatement statement) =>
        statement.ModuleStream.Length > 0 ? $"{statement.Key.Name} ({statement.ModuleStream})" : statement.Key.Name;

    private static string Speaker(AffectedStatement statement, HashSet<string> names) =>
        names.Contains(statement.Advisory.Id) ? statement.Advisory.Source : $"{statement.Advisory.Id} ({statement.Advisory.Source})";

    private static string VersionsOf(AffectedStatement statement)
    {
        var versions = statement.Versions.Count > 0 ? Phrases.List([.. statement.Versions.Items]) : "";
        var state = Phrases.Of(statement.State);
        return (statement.State, statement.Range) switch
        {
            (VendorState.Affected, { Fixed: { Length: > 0 } fix, Introduced: "" }) => $"fixed in {Plain(fix)}",
            (VendorState.Affected, { Fixed: { Length: > 0 } fix, Introduced: var start }) => $">= {start}, fixed in {Plain(fix)}",
            (_, { LastAffected.Length: > 0 } or { Introduced.Length: > 0 }) => $"{Phrases.Of(statement.Range)}: {state}",
            _ => versions.Length > 0 ? $"{versions}: {state}" : state,
        };
    }

    private static string Plain(string version) => version.StartsWith("0:", StringComparison.Ordinal) ? version[2..] : version;
}
