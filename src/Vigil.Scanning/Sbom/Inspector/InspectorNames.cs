using System.Globalization;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>Names and words of Inspector's own documents.</summary>
internal static class InspectorNames
{
    /// <summary>Namespace of the properties of a scanned bill of materials.</summary>
    public const string Scanner = "amazon:inspector:sbom_scanner:";

    /// <summary>Severity in the words of CycloneDX, which both outputs use.</summary>
    public static string Word(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Untriaged => "unknown",
        FindingSeverity.Informational => "info",
        _ => severity.ToString().ToLowerInvariant(),
    };

    /// <summary>How many findings there are of each severity; what has no score or none that counts is <c>other</c>.</summary>
    public static IEnumerable<(string Name, int Count)> Counts(ScanResult result)
    {
        foreach (var severity in (FindingSeverity[])[FindingSeverity.Critical, FindingSeverity.High, FindingSeverity.Medium, FindingSeverity.Low])
        {
            yield return (Word(severity), result.Findings.Items.Count(finding => finding.Severity == severity));
        }

        yield return ("other", result.Findings.Items.Count(finding => finding.Severity < FindingSeverity.Low));
    }

    /// <summary>The rating of a vector, or <see langword="null"/> where the source gave only a label.</summary>
    public static (string Method, double Score, string Severity)? Rate(Severity severity)
    {
        if (!CvssVector.TryParse(severity.Vector, out var vector, out _))
        {
            return null;
        }

        var method = vector.Version switch
        {
            CvssVersion.V20 => "CVSSv2",
            CvssVersion.V30 => "CVSSv3",
            CvssVersion.V40 => "CVSSv4",
            _ => "CVSSv31",
        };
        var score = vector.Score().Base;
        return (method, score, score switch { 0 => "none", < 4 => "low", < 7 => "medium", < 9 => "high", _ => "critical" });
    }

    /// <summary>Whether somebody exploits the flaw, or anybody could with a public exploit.</summary>
    public static bool IsExploitable(Finding finding) => finding.Exploitation is not { Known: null, Exploits.IsEmpty: true };

    /// <summary>How soon to act: what is used in attacks now, what is likely to be next, the rest by severity.</summary>
    public static string Priority(Finding finding) =>
        finding.Exploitation.Known is not null && finding.Severity >= FindingSeverity.High ? "immediate"
        : finding.Exploitation.Known is not null || finding.Severity == FindingSeverity.Critical ? "urgent"
        : finding.Severity >= FindingSeverity.Medium ? "moderate"
        : "standard";

    /// <summary>A time as all of its documents write it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Midnight of a day.</summary>
    public static string Time(DateOnly day) => Time(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));

    /// <summary>Page of a name of a flaw.</summary>
    public static string Address(string id) =>
        id.StartsWith("CVE-", StringComparison.Ordinal) ? $"https://nvd.nist.gov/vuln/detail/{id}"
        : id.StartsWith("GHSA-", StringComparison.Ordinal) ? $"https://github.com/advisories/{id}"
        : $"https://osv.dev/vulnerability/{Uri.EscapeDataString(id)}";

    /// <summary>Who keeps a name of a flaw.</summary>
    public static string Keeper(string id) =>
        id.StartsWith("CVE-", StringComparison.Ordinal) ? "NVD"
        : id.StartsWith("GHSA-", StringComparison.Ordinal) ? "GITHUB"
        : id[..Math.Max(0, id.IndexOf('-', StringComparison.Ordinal))] is { Length: > 0 } prefix ? prefix
        : "OSV";
}
