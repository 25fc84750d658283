using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Cvss.V2;
using Vigil.Domain.Cvss.V3;
using Vigil.Domain.Cvss.V4;
using Vigil.Domain.Diagnostics;

namespace Vigil.Domain.Cvss;

/// <summary>A CVSS vector of any version, checked strictly; scores are exact to the published calculators and computed without allocation.</summary>
public readonly record struct CvssVector
{
    /// <summary>Longest text that is read, in characters: more than any valid vector has.</summary>
    public const int MaxLength = 512;

    private readonly MetricValues _values;

    private CvssVector(CvssVersion version, MetricValues values)
    {
        Version = version;
        _values = values;
    }

    /// <summary>Version, from the prefix.</summary>
    public CvssVersion Version { get; }

    /// <summary>Groups of metrics the overall score rests on, as version 4 names them (<c>CVSS-BTE</c>); empty for other versions.</summary>
    public string Nomenclature => Version == CvssVersion.V40 ? Cvss4.Nomenclature(_values) : "";

    /// <summary>The six digits of the macrovector of version 4; empty for other versions.</summary>
    public string MacroVector => Version == CvssVersion.V40 ? V4.MacroVector.Of(new SeverityLevels(_values)).ToString() : "";

    /// <summary>Rating of the overall score.</summary>
    public CvssRating Rating => Rate(Version, Score().Overall);

    /// <summary>Reads a vector: version 2 without prefix, the others with <c>CVSS:3.0/</c>, <c>CVSS:3.1/</c> or <c>CVSS:4.0/</c>.</summary>
    /// <param name="text">The vector; letters in the case of the specification.</param>
    /// <param name="vector">The vector, or a default value when the text is none.</param>
    /// <param name="error">
    /// Which rule is broken: unknown prefix, metric or value, a metric twice or missing, wrong order; <see langword="null"/> otherwise.
    /// </param>
    public static bool TryParse(ReadOnlySpan<char> text, out CvssVector vector, [NotNullWhen(false)] out string? error)
    {
        var version = VersionOf(text);
        if (text.Length > MaxLength || version is null)
        {
            vector = default;
            error = $"a CVSS vector of version 2.0, 3.0, 3.1 or 4.0 was expected, not '{Quote.Of(text)}'";
            return false;
        }

        var parsed = GrammarOf(version.Value).TryParse(text, out var values, out error);
        vector = parsed ? new CvssVector(version.Value, values) : default;
        return parsed;
    }

    /// <summary>Reads a vector.</summary>
    /// <exception cref="FormatException">The text is not a vector; the message says why.</exception>
    public static CvssVector Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var vector, out var error) ? vector : throw new FormatException(error);

    /// <summary>Rates a score on the scale of a version.</summary>
    public static CvssRating Rate(CvssVersion version, double score) => score switch
    {
        0 when version != CvssVersion.V20 => CvssRating.None,
        < 4 => CvssRating.Low,
        < 7 => CvssRating.Medium,
        < 9 => CvssRating.High,
        _ => version == CvssVersion.V20 ? CvssRating.High : CvssRating.Critical,
    };

    /// <summary>The vector with its base metrics alone.</summary>
    public CvssVector OfBaseMetrics() => new(Version, _values.First(GrammarOf(Version).Groups[0]));

    /// <summary>The value of a metric by its abbreviation (<c>AV</c>), or empty when it is not defined or the version has no such metric.</summary>
    public string ValueOf(string metric) => GrammarOf(Version).ValueOf(_values, metric);

    /// <summary>The vector with one metric changed.</summary>
    /// <exception cref="ArgumentException">The version has no such metric or value.</exception>
    public CvssVector With(string metric, string value) => new(Version, GrammarOf(Version).With(_values, metric, value));

    /// <summary>Computes the scores.</summary>
    public CvssScores Score() => Version switch
    {
        CvssVersion.V20 => Cvss2.Score(_values),
        CvssVersion.V40 => Cvss4.Score(_values),
        _ => Cvss3.Score(Version, _values),
    };

    /// <summary>The vector in canonical order, without metrics that are not defined.</summary>
    public override string ToString() => GrammarOf(Version).Format(_values);

    private static CvssVersion? VersionOf(ReadOnlySpan<char> text) => text switch
    {
        _ when text.StartsWith(Cvss3.Grammar31.Prefix, StringComparison.Ordinal) => CvssVersion.V31,
        _ when text.StartsWith(Cvss3.Grammar30.Prefix, StringComparison.Ordinal) => CvssVersion.V30,
        _ when text.StartsWith(Cvss4.Grammar.Prefix, StringComparison.Ordinal) => CvssVersion.V40,
        _ when text.StartsWith("AV:", StringComparison.Ordinal) => CvssVersion.V20,
        _ => null,
    };

    private static MetricGrammar GrammarOf(CvssVersion version) => version switch
    {
        CvssVersion.V20 => Cvss2.Grammar,
        CvssVersion.V30 => Cvss3.Grammar30,
        CvssVersion.V31 => Cvss3.Grammar31,
        _ => Cvss4.Grammar,
    };
}
