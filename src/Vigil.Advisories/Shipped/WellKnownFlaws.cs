using System.Collections.Frozen;

namespace Vigil.Advisories.Shipped;

/// <summary>Names and titles of well-known flaws, in words of our own: what people call them, and one line that says what goes wrong.</summary>
/// <remarks>The table from which <c>eng/shipped-set.py</c> takes the titles of the shipped set.</remarks>
public static class WellKnownFlaws
{
    private static readonly FrozenDictionary<string, (string Name, string Title)> ById = Load();

    private static readonly ILookup<string, string> IdsByName =
        ById.Where(flaw => flaw.Value.Name.Length > 0).OrderBy(flaw => flaw.Key, StringComparer.Ordinal).ToLookup(flaw => flaw.Value.Name, flaw => flaw.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>One line with the name: <c>Heartbleed: TLS heartbeats that lie about …</c>.</summary>
    /// <returns>Empty for a flaw that is not in the table.</returns>
    public static string TitleOf(string cve) =>
        !ById.TryGetValue(cve, out var flaw) ? "" : flaw.Name.Length > 0 ? $"{flaw.Name}: {flaw.Title}" : flaw.Title;

    /// <summary>The flaws that people call by a name, in any case; a name such as Spectre stands for several.</summary>
    public static IEnumerable<string> Named(string name) => IdsByName[name];

    private static FrozenDictionary<string, (string Name, string Title)> Load()
    {
        using var table = new StreamReader(ShippedSet.Open("titles.tsv"));
        table.ReadLine(); // names of the columns
        var flaws = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        while (table.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var cve, var name, var title])
            {
                flaws[cve] = (name, title);
            }
        }

        return flaws.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
