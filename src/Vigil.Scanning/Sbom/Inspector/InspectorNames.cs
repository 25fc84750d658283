using System.Globalization;
using Vigil.Domain.Findings;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>Names and words of Inspector's own documents.</summary>
internal static class InspectorNames
{
    /// <summary>Namespace of the properties of a scanned bill of materials.</summary>
    public const string Scanner = "amazon:inspector:sbom_scanner:";

    /// <summary>Source of what the service itself says, in the words that consumers of its documents look for.</summary>
    public const string Service = "AMAZON_INSPECTOR";

    /// <summary>Most addresses that are written of a flaw.</summary>
    public const int MostAddresses = 50;

    // the sources of which consumers show the severity, first known first (spec scan-sbom §1.1)
    private static readonly string[] ShownSources = ["NVD", "MITRE", "GITHUB", "GITLAB", Service];

    /// <summary>Severity in the words of CycloneDX, which both outputs use.</summary>
    public static string Word(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Untriaged => "unknown",
        FindingSeverity.Informational => "info",
        _ => severity.ToString().ToLowerInvariant(),
    };

    /// <summary>
    /// What the sources say of how bad a finding is. Consumers look at a few sources only: where none of these speaks, the severity that is shown follows as the service's own.
    /// </summary>
    public static IEnumerable<SeverityRating> Ratings(Finding finding)
    {
        var ratings = finding.Severities.Items.Select(SeverityRating.Of).OfType<SeverityRating>().ToList();
        return ratings.Exists(rating => ShownSources.Contains(rating.Source, StringComparer.Ordinal))
            ? ratings
            : ratings.Append(new SeverityRating(Service, finding.Score, Word(finding.Severity), SeverityRating.MethodOf(finding.Vector), finding.Vector));
    }

    /// <summary>Whether the package was made to do harm (the names that OpenSSF gives such packages).</summary>
    public static bool IsMalicious(Finding finding) => finding.Aliases.Items.Append(finding.VulnerabilityId).Any(name => name.StartsWith("MAL-", StringComparison.Ordinal));

    /// <summary>How soon to act: what is used in attacks now, what is likely to be next, the rest by severity.</summary>
    public static string Priority(Finding finding) =>
        finding.Exploitation.Known is not null && finding.Severity >= FindingSeverity.High ? "immediate"
        : finding.Exploitation.Known is not null || finding.Severity == FindingSeverity.Critical ? "urgent"
        : finding.Severity >= FindingSeverity.Medium ? "moderate"
        : "standard";

    /// <summary>Whether somebody is known to exploit it.</summary>
    public static string Intelligence(Finding finding) => finding.Exploitation.Known is not null ? "verified" : "unverified";

    /// <summary>A time as all of its documents write it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Midnight of a day.</summary>
    public static string Time(DateOnly day) => Time(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));

    /// <summary>Page of a name of a flaw; empty of what the service itself names.</summary>
    public static string Address(string id) => id == DiscontinuedSystem.Id ? "" : FlawAddresses.Of(id);

    /// <summary>Who keeps a name of a flaw.</summary>
    public static string Keeper(string id) =>
        id.StartsWith("CVE-", StringComparison.Ordinal) ? "NVD"
        : id.StartsWith("GHSA-", StringComparison.Ordinal) ? "GITHUB"
        : id == DiscontinuedSystem.Id ? Service
        : id[..Math.Max(0, id.IndexOf('-', StringComparison.Ordinal))] is { Length: > 0 } prefix ? prefix
        : "OSV";
}
