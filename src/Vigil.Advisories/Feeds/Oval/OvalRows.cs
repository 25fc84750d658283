using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Oval;

/// <summary>Turns statements of a definition into rows; the same statement for several architectures is one row that lists them.</summary>
internal static class OvalRows
{
    /// <summary>Rows of statements.</summary>
    /// <param name="statements">What the definition comes to.</param>
    /// <param name="ecosystem">The distribution.</param>
    /// <param name="releaseOf">Its release, from the one that the criteria name.</param>
    /// <param name="label">The vendor's severity word.</param>
    public static IEnumerable<AffectedPackage> Of(
        IEnumerable<OvalStatement> statements, string ecosystem, Func<string, string> releaseOf, string label) =>
        statements
            .GroupBy(statement => statement with { Arches = "" })
            .Select(builds => new AffectedPackage
            {
                Key = new(ecosystem, releaseOf(builds.Key.Release), builds.Key.Package),
                Scheme = "rpm",
                Ranges = [new(builds.Key.Introduced, builds.Key.Fixed, builds.Key.LastAffected)],
                Arches = Arches(builds),
                ModuleStream = builds.Key.ModuleStream,
                SeverityLabel = label,
            });

    // where one of them is not limited, none is
    private static Domain.EquatableArray<string> Arches(IEnumerable<OvalStatement> builds) =>
        builds.Any(build => build.Arches.Length == 0)
            ? []
            : [.. builds.SelectMany(build => build.Arches.Split('|')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
