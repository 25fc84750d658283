using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching;

/// <summary>Which of the stored scores and labels a finding shows (spec §8.3).</summary>
/// <remarks>
/// The package's vendor first: Ubuntu's priority word, Debian's word <c>unimportant</c>, else the vendor's vector (Amazon, Debian, Red Hat). Then NVD's
/// vector, then Red Hat's, which rates for the distributions built from its sources too, then that of any other source in ordinal order, then a word:
/// the vendor's, the row's, any. Of one source's vectors version 3.1 is preferred, then 3.0, 4.0 and 2.0. An invalid vector counts as none.
/// </remarks>
/// <param name="Severity">The severity.</param>
/// <param name="Source">Who says so; empty when nobody does.</param>
/// <param name="Score">Base score, when it rests on a vector.</param>
/// <param name="Vector">The vector, or empty.</param>
public readonly record struct SeverityChoice(FindingSeverity Severity, string Source, double? Score = null, string Vector = "")
{
    private const string Nvd = "NVD";
    private const string Ubuntu = "UBUNTU_CVE";
    private const string Debian = "DEBIAN_CVE";
    private const string RedHat = "REDHAT_CVE";

    /// <summary>Chooses for a verdict.</summary>
    /// <param name="verdict">The verdict of the finding's first package.</param>
    /// <param name="severities">Everything that is known of the flaw.</param>
    public static SeverityChoice Of(Verdict verdict, EquatableArray<Severity> severities)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var vendor = VendorOf(verdict.Key.Ecosystem);
        return OfPriority(vendor, verdict.SeverityLabel, severities)
            ?? OfVector(severities, vendor)
            ?? OfAnyVector(severities)
            ?? OfWord(severities, vendor)
            ?? OfWord(verdict.SeverityLabel, vendor.Length > 0 ? vendor : verdict.Source)
            ?? OfWord(severities, source: null)
            ?? new SeverityChoice(FindingSeverity.Untriaged, "");
    }

    /// <summary>Chooses for a flaw, without a package in view: as above, without a vendor.</summary>
    /// <param name="severities">Everything that is known of it.</param>
    public static SeverityChoice Of(EquatableArray<Severity> severities) =>
        OfAnyVector(severities) ?? OfWord(severities, source: null) ?? new SeverityChoice(FindingSeverity.Untriaged, "");

    private static SeverityChoice? OfAnyVector(EquatableArray<Severity> severities) =>
        OfVector(severities, Nvd) ?? OfVector(severities, RedHat) ?? OfVector(severities, source: null);

    private static string VendorOf(string ecosystem) => ecosystem switch
    {
        "Amazon Linux" => "AMAZON_CVE",
        "Debian" => Debian,
        "Red Hat" => RedHat,
        "Ubuntu" => Ubuntu,
        _ => "",
    };

    // words that outweigh every score
    private static SeverityChoice? OfPriority(string vendor, string label, EquatableArray<Severity> severities)
    {
        if (vendor == Debian)
        {
            return label == "unimportant" ? OfWord(label, vendor) : null;
        }

        return vendor == Ubuntu && (OfWord(label, vendor) ?? OfWord(severities, vendor)) is { } priority
            ? OfVector(severities, vendor) is { } scored ? priority with { Score = scored.Score, Vector = scored.Vector } : priority
            : null;
    }

    private static SeverityChoice? OfVector(EquatableArray<Severity> severities, string? source)
    {
        (int Rank, SeverityChoice Choice)? best = null;
        foreach (var severity in severities)
        {
            if ((source is null || severity.Source == source)
                && severity.Vector.Length > 0
                && CvssVector.TryParse(severity.Vector, out var vector, out _)
                && (best is null || Rank(vector.Version) < best.Value.Rank))
            {
                var score = vector.Score().Base;
                best = (Rank(vector.Version), new SeverityChoice(OfScore(score), severity.Source, score, severity.Vector));
            }
        }

        return best?.Choice;
    }

    private static int Rank(CvssVersion version) => version switch
    {
        CvssVersion.V31 => 0,
        CvssVersion.V30 => 1,
        CvssVersion.V40 => 2,
        _ => 3,
    };

    private static FindingSeverity OfScore(double score) => score switch
    {
        <= 0 => FindingSeverity.Informational,
        < 4 => FindingSeverity.Low,
        < 7 => FindingSeverity.Medium,
        < 9 => FindingSeverity.High,
        _ => FindingSeverity.Critical,
    };

    private static SeverityChoice? OfWord(EquatableArray<Severity> severities, string? source)
    {
        foreach (var severity in severities)
        {
            if ((source is null || severity.Source == source) && OfWord(severity.Label, severity.Source) is { } choice)
            {
                return choice;
            }
        }

        return null;
    }

    private static SeverityChoice? OfWord(string word, string source) => word.ToUpperInvariant() switch
    {
        "CRITICAL" => new(FindingSeverity.Critical, source),
        "HIGH" or "IMPORTANT" => new(FindingSeverity.High, source),
        "MEDIUM" or "MODERATE" => new(FindingSeverity.Medium, source),
        "LOW" => new(FindingSeverity.Low, source),
        "NEGLIGIBLE" or "UNIMPORTANT" or "NONE" => new(FindingSeverity.Informational, source),
        _ => null,
    };
}
