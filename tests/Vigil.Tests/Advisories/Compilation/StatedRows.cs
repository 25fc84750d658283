using System.Globalization;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Advisories.Compilation;

/// <summary>The rows of a key as lines of text, once as the records state them and once as the store gives them back.</summary>
internal static class StatedRows
{
    public static SortedDictionary<string, SortedSet<string>> Of(IEnumerable<Advisory> advisories)
    {
        var stated = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var advisory in advisories.Where(advisory => advisory.Withdrawn is null))
        {
            foreach (var affected in advisory.Affected)
            {
                var lines = affected.Ranges.Select(range => Line(advisory, affected, range, []));
                if (affected.Ranges.IsEmpty || !affected.Versions.IsEmpty)
                {
                    lines = lines.Append(Line(advisory, affected, null, affected.Versions));
                }

                var key = (affected.Key with { Name = affected.Key.Name.Replace('\0', '\uFFFD') }).ToString();
                if (!stated.TryGetValue(key, out var rows))
                {
                    stated.Add(key, rows = new SortedSet<string>(StringComparer.Ordinal));
                }

                rows.UnionWith(lines.SelectMany(line => Repositories(line, affected.Repositories)));
            }
        }

        // a row for all repositories says what one for a single repository says
        foreach (var rows in stated.Values)
        {
            rows.RemoveWhere(row => !row.EndsWith("|*", StringComparison.Ordinal) && rows.Contains(row[..(row.LastIndexOf('|') + 1)] + "*"));
        }

        return stated;
    }

    public static SortedDictionary<string, SortedSet<string>> Of(AdvisoryStore store, IEnumerable<AdvisoryKey> keys, bool isSound = true)
    {
        var found = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var key in keys.Select(key => key with { Name = key.Name.Replace('\0', '\uFFFD') }).Distinct())
        {
            foreach (var row in store.Find(key))
            {
                var advisory = store.Advisory(row.AdvisoryIndex);
                var versions = new List<string>();
                foreach (var version in row.Versions)
                {
                    versions.Add(version.ToString());
                }

                var line = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{advisory.Id}|{advisory.Source}|{row.State}|{row.NamesSource}|{row.Scheme}|{row.SeverityLabel}|{row.HasRange}|{row.Introduced.ToString()}|{row.Fixed.ToString()}|{row.LastAffected.ToString()}|{row.ModuleStream}|{string.Join(',', row.Arches.ToArray())}|{string.Join(',', versions)}|");
                if (!found.TryGetValue(key.ToString(), out var rows))
                {
                    found.Add(key.ToString(), rows = new SortedSet<string>(StringComparer.Ordinal));
                }

                foreach (var repeated in Repositories(line, row.Repositories.ToArray()))
                {
                    Assert.True(rows.Add(repeated) || !isSound, $"two rows say the same: {repeated}");
                }
            }
        }

        return found;
    }

    private static string Line(Advisory advisory, AffectedPackage affected, VersionRange? range, IEnumerable<string> versions) => string.Create(
        CultureInfo.InvariantCulture,
        $"{advisory.Id}|{advisory.Source}|{affected.State}|{affected.NamesSource}|{affected.Scheme}|{affected.SeverityLabel}|{range is not null}|{(range?.Introduced is "0" ? "" : range?.Introduced)}|{range?.Fixed}|{range?.LastAffected}|{affected.ModuleStream}|{Set(affected.Arches)}|{Set(versions)}|");

    private static string Set(IEnumerable<string> items) => string.Join(',', items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Repositories(string line, IReadOnlyCollection<string> repositories) =>
        repositories.Count == 0 ? [line + "*"] : repositories.Select(repository => line + repository);
}
