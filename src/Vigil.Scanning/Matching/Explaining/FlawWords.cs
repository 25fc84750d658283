using System.Globalization;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;

namespace Vigil.Scanning.Matching.Explaining;

/// <summary>Sentences about a flaw that do not depend on where it is found.</summary>
internal static class FlawWords
{
    // a description of several paragraphs is cut: a note is read in a minute
    private const int MaxDescription = 700;

    /// <summary>The title of a note.</summary>
    public static string Title(Vulnerability flaw) => flaw.Summary.Length > 0 ? $"{flaw.Id}: {flaw.Summary}" : flaw.Id;

    /// <summary>What the flaw is.</summary>
    public static string WhatItIs(Vulnerability flaw, VulnerabilityText text)
    {
        var description = PlainText.Of(text.Details.Length > 0 ? text.Details : flaw.Summary, MaxDescription);
        var weaknesses = flaw.Cwes.IsEmpty ? "" : $" {(flaw.Cwes.Count == 1 ? "Weakness" : "Weaknesses")}: {Phrases.List(flaw.Cwes.Items)}.";
        var published = flaw.Published is { } date ? $" Public since {Date(date)}." : "";
        var withdrawn = flaw.Withdrawn is { } day ? $" Withdrawn on {Date(day)}." : "";
        var sentence = description.Length == 0 ? "No source describes it." : description.EndsWith('.') || description.EndsWith('…') ? description : description + ".";
        return sentence + weaknesses + published + withdrawn;
    }

    /// <summary>The scores of sources other than the one that is shown, <c>8.1 by NVD</c>; of a source's several ratings its highest score, else its word.</summary>
    public static string OtherRatings(EquatableArray<Severity> severities, string shown)
    {
        var others = severities.Items
            .Where(severity => severity.Source != shown)
            .GroupBy(severity => severity.Source, StringComparer.Ordinal)
            .Select(group => $"{group.Max(Score) switch { { } score => score.ToString("0.0", CultureInfo.InvariantCulture), _ => group.First().Label }} by {group.Key}");
        return Phrases.List([.. others.Where(rating => !rating.StartsWith(' '))]);
    }

    /// <summary>Whether the flaw is exploited, and how likely it is to be.</summary>
    public static string Exploitation(ExploitKnowledge knowledge, ExploitTable exploits)
    {
        if (exploits.Sources.IsEmpty)
        {
            return "Not known: no exploitation data was loaded (vigil db update brings CISA's catalogue and EPSS).";
        }

        return string.Join(' ', Sentences(knowledge, exploits).Where(sentence => sentence.Length > 0));
    }

    private static IEnumerable<string> Sentences(ExploitKnowledge knowledge, ExploitTable exploits)
    {
        yield return knowledge.Known switch
        {
            { } known => $"Yes: in CISA's catalogue of exploited vulnerabilities since {Day(known.Added)}"
                + (known.Due is { } due ? $", to be fixed by {Day(due)}" : "")
                + (known.InRansomware ? "; ransomware uses it." : "."),
            null when exploits.Sources.Any(source => source.Name == ExploitSources.Kev) => "Not in CISA's catalogue of exploited vulnerabilities.",
            _ => "",
        };
        yield return knowledge.Probability is { } probability
            ? $"EPSS puts the chance of an attack within 30 days at {Percent(probability.Score)}, higher than for {Percent(probability.Percentile)} of all vulnerabilities."
            : "EPSS has no score for it.";
        if (!knowledge.Exploits.IsEmpty)
        {
            yield return $"Public exploits: {Phrases.List([.. knowledge.Exploits.Items.Select(exploit => $"{exploit.Name} ({exploit.Source})")])}.";
        }
    }

    // rounded down, and a share that its source rounded to one likewise: nothing but certainty is 100 %
    private static string Percent(float share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Min(999, Math.Floor((decimal)share * 1000)) / 10:0.0} %");

    private static double? Score(Severity severity) => CvssVector.TryParse(severity.Vector, out var vector, out _) ? vector.Score().Base : null;

    private static string Date(DateTimeOffset date) => Day(DateOnly.FromDateTime(date.UtcDateTime));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
