using System.Buffers;
using System.Globalization;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Output.Reports;

/// <summary>A table with the columns of Inspector's findings report, a row for each finding (RFC 4180). What only a cloud account has stays empty.</summary>
internal static class CsvReport
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private sealed record Column(string Name, Func<ScanReport, Finding, string>? Value = null);

    private static readonly Column[] Columns =
    [
        new("AWS Account Id"),
        new("Severity", (_, finding) => FindingWords.Severity[finding.Severity]),
        new("Fix Available", (_, finding) => FindingWords.Fix[finding.FixAvailable]),
        new("Finding Type", (_, _) => FindingWords.Type[FindingType.PackageVulnerability]),
        new("Title", (_, finding) => $"{finding.VulnerabilityId} - {Joined(finding, one => one.Package.Coordinate.Name)}"),
        new("Description", (scan, finding) => scan.TextOf(finding).Details is { Length: > 0 } details ? details : finding.Title),
        new("Finding ARN"),
        new("First Seen"),
        new("Last Seen"),
        new("Last Updated"),
        new("Resource ID", (scan, _) => scan.Result.Inventory.Artifact is { Digest.Length: > 0 } artifact ? $"{artifact.Name}@{artifact.Digest}" : scan.Result.Inventory.Artifact.Name),
        new("Container Image Tags"),
        new("Region"),
        new("Platform", (scan, _) => Platform(scan)),
        new("Resource Tags"),
        new("Affected Packages", (_, finding) => Joined(finding, one => one.Package.Coordinate.Name)),
        new("Package Installed Version", (_, finding) => Joined(finding, one => one.Package.Coordinate.Version)),
        new("Fixed in Version", (_, finding) => Joined(finding, one => one.Verdict.FixedVersion.Length > 0 ? one.Verdict.FixedVersion : "NotAvailable")),
        new("Package Remediation", (_, finding) => Joined(finding, one => one.Remediation)),
        new("File Path", (_, finding) => Joined(finding, one => one.Package.Evidence[0].Path)),
        new("Network Paths"),
        new("Age (Days)"),
        new("Remediation", (_, _) => "None Provided"),
        new("Inspector Score", (_, finding) => ScanReport.ScoreOf(finding)),
        new("Inspector Score Vector", (_, finding) => finding.Risk?.Vector ?? finding.Vector),
        new("Status", (_, _) => "ACTIVE"),
        new("Vulnerability Id", (_, finding) => finding.VulnerabilityId),
        new("Vendor", (_, finding) => finding.SeveritySource),
        new("Vendor Severity", (_, finding) => finding.Packages[0].Verdict.SeverityLabel),
        new("Vendor Advisory", (_, finding) => finding.Packages[0].Verdict.AdvisoryId),
        new("Vendor Advisory Published", (_, finding) => finding.Published is { } published ? Date(published) : ""),
        new("NVD CVSS3 Score", (_, finding) => Score(VectorOf(finding, isNvd: true, version: 3))),
        new("NVD CVSS3 Vector", (_, finding) => VectorOf(finding, isNvd: true, version: 3)),
        new("NVD CVSS2 Score", (_, finding) => Score(VectorOf(finding, isNvd: true, version: 2))),
        new("NVD CVSS2 Vector", (_, finding) => VectorOf(finding, isNvd: true, version: 2)),
        new("Vendor CVSS3 Score", (_, finding) => Score(VectorOf(finding, isNvd: false, version: 3))),
        new("Vendor CVSS3 Vector", (_, finding) => VectorOf(finding, isNvd: false, version: 3)),
        new("Vendor CVSS2 Score", (_, finding) => Score(VectorOf(finding, isNvd: false, version: 2))),
        new("Vendor CVSS2 Vector", (_, finding) => VectorOf(finding, isNvd: false, version: 2)),
        new("Resource Type", (scan, _) => ResourceType(scan.Result.Inventory.Artifact.Kind)),
        new("Ami"),
        new("Resource Public Ipv4"),
        new("Resource Private Ipv4"),
        new("Resource Ipv6"),
        new("Resource Vpc"),
        new("Port Range"),
        new("Epss Score", (_, finding) => finding.Exploitation.Probability?.Score.ToString("0.#####", CultureInfo.InvariantCulture) ?? ""),
        new("Exploit Available", (_, finding) => finding.Exploitation is { Known: null, Exploits.IsEmpty: true } ? "NO" : "YES"),
        new("Last Exploited At", (_, finding) => finding.Exploitation.Known is { } known ? known.Added.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""),
        new("Lambda Layers"),
        new("Lambda Package Type"),
        new("Lambda Last Updated At"),
        new("Reference Urls", (scan, finding) => string.Join(", ", scan.TextOf(finding).References)),
        new("Detector Name"),
        new("Package Manager", (_, finding) => PackageManager(finding.Packages[0].Package.Coordinate)),
    ];

    /// <summary>Writes the report.</summary>
    public static void Write(ScanReport scan, TextWriter text)
    {
        text.WriteLine(string.Join(',', Columns.Select(column => column.Name)));
        foreach (var finding in scan.Result.Findings)
        {
            text.WriteLine(string.Join(',', Columns.Select(column => Cell(column.Value?.Invoke(scan, finding) ?? ""))));
        }
    }

    // a cell that begins like a formula is one to a spreadsheet: texts of scanned things must not be
    private static string Cell(string value)
    {
        value = value is ['=' or '+' or '@' or '-' or '\t', ..] ? "'" + value : value;
        return value.AsSpan().ContainsAny(Quoted) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    private static string Joined(Finding finding, Func<VulnerablePackage, string> value) => string.Join(", ", finding.Packages.Items.Select(value).Where(one => one.Length > 0));

    // version 2 has no prefix, the others name theirs; vendors are those whose source is a CVE list of their own
    private static string VectorOf(Finding finding, bool isNvd, int version) =>
        finding.Severities.Items.FirstOrDefault(one => one.Vector.Length > 0 && (isNvd ? one.Source == "NVD" : one.Source.EndsWith("_CVE", StringComparison.Ordinal)) && IsOf(one, version))?.Vector ?? "";

    private static bool IsOf(Severity severity, int version) =>
        version == 2 ? !severity.Vector.StartsWith("CVSS:", StringComparison.Ordinal) : severity.Vector.StartsWith("CVSS:3", StringComparison.Ordinal);

    private static string Score(string vector) =>
        CvssVector.TryParse(vector, out var parsed, out _) ? parsed.Score().Base.ToString("0.0", CultureInfo.InvariantCulture) : "";

    private static string Platform(ScanReport scan) => scan.Result.Inventory.OperatingSystem is { } system
        ? $"{system.Id}_{system.VersionId}".TrimEnd('_').Replace('.', '_').Replace('-', '_').ToUpperInvariant()
        : "";

    private static string ResourceType(ArtifactKind kind) => kind switch
    {
        ArtifactKind.Image => "AWS_ECR_CONTAINER_IMAGE",
        ArtifactKind.Host => "AWS_EC2_INSTANCE",
        ArtifactKind.Function => "AWS_LAMBDA_FUNCTION",
        _ => "",
    };

    private static string PackageManager(Coordinate package) => package.Ecosystem switch
    {
        "npm" => "NPM",
        "PyPI" => "PIP",
        "Maven" => "JAR",
        "Go" => "GOMOD",
        "NuGet" => "NUGET",
        "RubyGems" => "BUNDLER",
        "crates.io" => "CARGO",
        "Packagist" => "COMPOSER",
        _ => package.Arch.Length > 0 || package.Release.Length > 0 ? "OS" : "",
    };

    private static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
