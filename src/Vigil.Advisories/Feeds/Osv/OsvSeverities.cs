using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>Who says the scores and words of an OSV entry.</summary>
internal static class OsvSeverities
{
    private static readonly string[] TitleWords = ["Critical", "Important", "Moderate", "Low"];

    /// <summary>Scores of the entry with their source.</summary>
    /// <param name="id">Id of the entry.</param>
    /// <param name="feed">Id of the feed, the source where no other is known.</param>
    /// <param name="title">Red Hat's rebuilds put their severity first: <c>Moderate: expat security update</c>.</param>
    /// <param name="names">Names of the entry.</param>
    /// <param name="scores">Members <c>severity</c>.</param>
    /// <param name="label">Member <c>database_specific.severity</c>.</param>
    public static EquatableArray<Severity> Of(
        string id, string feed, string title, OsvNames names, List<(string Type, string Score)> scores, string label)
    {
        var source = SourceOf(id, feed);

        // The score of an erratum is that of its worst flaw, so it speaks for the vendor only where there is one.
        var scoreSource = names.Vulnerabilities.Count > 1 ? feed : source;
        var severities = new List<Severity>();
        foreach (var (type, score) in scores)
        {
            severities.Add(type.Length == 0 || type.StartsWith("CVSS", StringComparison.Ordinal) ? new(scoreSource, score) : new(source, "", score));
        }

        var word = label.Length > 0 ? label : Array.Find(TitleWords, word => title.StartsWith(word + ": ", StringComparison.Ordinal));
        if (word is not null)
        {
            severities.Add(new(source, "", word));
        }

        return [.. severities];
    }

    private static string SourceOf(string id, string feed) => id.Split('-', 2)[0] switch
    {
        "GHSA" => "GITHUB",
        "UBUNTU" or "USN" => "UBUNTU_CVE",
        "RHSA" or "RHBA" or "RHEA" => "REDHAT_CVE",

        // Records by CVE take their vectors from the CVE itself, as NVD gives them.
        "CVE" or "DEBIAN" or "ALPINE" => "NVD",
        _ => feed,
    };
}
