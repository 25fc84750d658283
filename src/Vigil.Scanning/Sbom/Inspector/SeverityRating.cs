using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>How bad one source says a flaw is, in the words of CycloneDX.</summary>
/// <param name="Source">The source.</param>
/// <param name="Score">Its score; <see langword="null"/> where it gives a word only.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Method">How it was scored: <c>CVSSv31</c>, <c>other</c>.</param>
/// <param name="Vector">The vector, or empty.</param>
internal sealed record SeverityRating(string Source, double? Score, string Severity, string Method, string Vector)
{
    /// <summary>Version of CVSS, as names of members have it: 2, 3 or 4.</summary>
    public int CvssMajor => Method switch { "CVSSv2" => 2, "CVSSv4" => 4, _ => 3 };

    /// <summary>What a source says; <see langword="null"/> where its word is not understood.</summary>
    public static SeverityRating? Of(Severity severity)
    {
        if (CvssVector.TryParse(severity.Vector, out var vector, out _))
        {
            var score = vector.Score().Base;
            return new(severity.Source, score, score switch { 0 => "none", < 4 => "low", < 7 => "medium", < 9 => "high", _ => "critical" }, MethodOf(severity.Vector), severity.Vector);
        }

        return severity.Label.ToUpperInvariant() switch
        {
            "CRITICAL" => OfWord("critical"),
            "HIGH" or "IMPORTANT" => OfWord("high"),
            "MEDIUM" or "MODERATE" => OfWord("medium"),
            "LOW" => OfWord("low"),
            "NEGLIGIBLE" or "UNIMPORTANT" or "NONE" => OfWord("info"),
            _ => null,
        };

        SeverityRating OfWord(string word) => new(severity.Source, null, word, "other", "");
    }

    /// <summary>The method of a vector.</summary>
    public static string MethodOf(string vector) => !CvssVector.TryParse(vector, out var parsed, out _) ? "other" : parsed.Version switch
    {
        CvssVersion.V20 => "CVSSv2",
        CvssVersion.V30 => "CVSSv3",
        CvssVersion.V40 => "CVSSv4",
        _ => "CVSSv31",
    };
}
