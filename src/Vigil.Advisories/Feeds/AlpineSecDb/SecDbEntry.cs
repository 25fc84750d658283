using System.Text.RegularExpressions;

namespace Vigil.Advisories.Feeds.AlpineSecDb;

/// <summary>
/// What an entry names. Maintainers write them by hand: <c>CVE-2016-6258 XSA-182</c>, <c>CVE-2018-10103 (SMB - partially fixed)</c>,
/// <c>CVE_2019-2426</c>, <c>CVE-????-????? XSA-312</c>, <c>CVE-2017-17434-1</c>.
/// </summary>
/// <param name="Ids">The CVEs; where there is none, the first other name.</param>
/// <param name="Related">Other names. One <c>XSA</c> covers several CVEs, so they are no aliases.</param>
internal readonly partial record struct SecDbEntry(List<string> Ids, List<string> Related)
{
    /// <summary>Reads an entry.</summary>
    public static SecDbEntry Parse(string entry)
    {
        var comment = entry.IndexOf('(', StringComparison.Ordinal);
        var ids = new List<string>();
        var others = new List<string>();
        foreach (var word in (comment < 0 ? entry : entry[..comment]).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var cve = Cve().Match(word);
            var name = cve.Success ? "CVE-" + cve.Groups["number"].Value : word;
            var list = cve.Success ? ids : others;
            if (!list.Contains(name) && (cve.Success || IsName(word)))
            {
                list.Add(name);
            }
        }

        if (ids.Count == 0 && others.Count > 0)
        {
            ids.Add(others[0]);
            others.RemoveAt(0);
        }

        return new(ids, others);
    }

    private static bool IsName(string word) =>
        word.AsSpan().ContainsAnyInRange('0', '9') && !word.StartsWith("CVE", StringComparison.Ordinal) && !word.Contains('?', StringComparison.Ordinal);

    [GeneratedRegex("^CVE[-_](?<number>[0-9]{4}-[0-9]{4,})", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Cve();
}
