using System.Globalization;
using System.Text;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings.LifeCycle;

namespace Vigil.Domain.Findings.Csv;

/// <summary>Findings as CSV, with the columns of Inspector's report in its order (spec inspector-features §11). What is not known is empty.</summary>
public static class FindingCsv
{
    private static readonly (string Name, Func<FindingRow, string> ValueOf)[] Columns =
    [
        ("AWS Account Id", row => row.Resource?.Account.ToString() ?? ""),
        ("Severity", row => FindingWords.Severity[row.Content.Severity]),
        ("Fix Available", row => FindingWords.Fix[row.Content.FixAvailable]),
        ("Finding Type", row => FindingWords.Type[row.Content.Type]),
        ("Title", row => row.Content.Title),
        ("Description", row => row.Content.Description),
        ("Finding ARN", row => row.Arn),
        ("First Seen", row => Time(row.State?.FirstObservedAt)),
        ("Last Seen", row => Time(row.State?.LastObservedAt)),
        ("Last Updated", row => Time(row.State?.UpdatedAt)),
        ("Resource ID", row => row.ResourceId),
        ("Container Image Tags", row => Join(row.Resource?.Image?.ImageTags)),
        ("Region", row => row.Resource?.Region ?? ""),
        ("Platform", row => row.Platform),
        ("Resource Tags", row => string.Join(", ", (row.Resource?.Tags.Items ?? []).Select(tag => $"{tag.Key}:{tag.Value}"))),
        ("Affected Packages", row => row.OfPackages(package => package.Package.Coordinate.Name)),
        ("Package Installed Version", row => row.OfPackages(package => package.Package.Coordinate.Version)),
        ("Fixed in Version", row => row.OfPackages(package => package.FixedInVersion)),
        ("Package Remediation", row => row.OfPackages(package => package.Remediation)),
        ("File Path", row => row.OfParts(parts => parts.FilePath) is { Length: > 0 } paths ? paths : row.Content.Code?.FilePath ?? ""),
        ("Network Paths", row => string.Join(" > ", row.Content.Network?.Steps.Items.Select(step => step.ComponentId) ?? [])),
        ("Age (Days)", row => row.State is { } state ? Number((row.At - state.FirstObservedAt).Days) : ""),
        ("Remediation", row => row.Content.Recommendation),
        ("Inspector Score", row => Number(row.Content.Score)),
        ("Inspector Score Vector", row => row.Flaw?.Risk?.Vector ?? ""),
        ("Status", row => FindingWords.Status[row.State?.Status ?? FindingStatus.Active]),
        ("Vulnerability Id", row => row.Flaw?.VulnerabilityId ?? ""),
        ("Vendor", row => row.Flaw?.SeveritySource ?? ""),
        ("Vendor Severity", row => row.Flaw?.VendorSeverity ?? ""),
        ("Vendor Advisory", row => row.Flaw is { } flaw ? FlawAddresses.Of(flaw.SeveritySource, flaw.VulnerabilityId) : ""),
        ("Vendor Advisory Published", row => Time(row.Flaw?.Published)),
        ("NVD CVSS3 Score", row => Score(row.Nvd(is3: true))),
        ("NVD CVSS3 Vector", row => row.Nvd(is3: true)?.Vector ?? ""),
        ("NVD CVSS2 Score", row => Score(row.Nvd(is3: false))),
        ("NVD CVSS2 Vector", row => row.Nvd(is3: false)?.Vector ?? ""),
        ("Vendor CVSS3 Score", row => Score(row.Vendor(is3: true))),
        ("Vendor CVSS3 Vector", row => row.Vendor(is3: true)?.Vector ?? ""),
        ("Vendor CVSS2 Score", row => Score(row.Vendor(is3: false))),
        ("Vendor CVSS2 Vector", row => row.Vendor(is3: false)?.Vector ?? ""),
        ("Resource Type", row => row.ResourceType),
        ("Ami", row => row.Resource?.Machine?.ImageId ?? ""),
        ("Resource Public Ipv4", _ => ""),
        ("Resource Private Ipv4", row => Join(row.Resource?.Machine?.IpV4Addresses)),
        ("Resource Ipv6", row => Join(row.Resource?.Machine?.IpV6Addresses)),
        ("Resource Vpc", row => row.Resource?.Machine?.NetworkId ?? ""),
        ("Port Range", row => row.Content.Network is { } path ? $"{Number(path.FirstPort)}-{Number(path.LastPort)}" : ""),
        ("Epss Score", row => Number(row.Content.Epss)),
        ("Exploit Available", row => row.Content.IsExploitAvailable ? "YES" : "NO"),
        ("Last Exploited At", row => row.Flaw?.Exploitation.LastExploit is { } day ? Time(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)) : ""),
        ("Lambda Layers", row => Join(row.Resource?.Function?.Layers)),
        ("Lambda Package Type", row => row.Resource?.Function?.PackageType ?? ""),
        ("Lambda Last Updated At", row => Time(row.Resource?.Function?.LastModifiedAt)),
        ("Reference Urls", row => Join(row.Flaw?.References)),
        ("Detector Name", row => row.Content.Code?.DetectorName ?? ""),
        ("Package Manager", row => row.OfManagers()),
    ];

    /// <summary>Writes the header and a line for each finding.</summary>
    /// <param name="stream">Where to write; it stays open.</param>
    /// <param name="rows">The findings.</param>
    public static void Write(Stream stream, IEnumerable<FindingRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        text.Write(string.Join(',', Columns.Select(column => column.Name)));
        text.Write("\r\n");
        foreach (var row in rows)
        {
            CsvLine.Write(text, Columns.Select(column => column.ValueOf(row)));
        }
    }

    private static string Join(EquatableArray<string>? values) => string.Join(", ", values?.Items ?? []);

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Score(Severity? severity) =>
        severity is not null && CvssVector.TryParse(severity.Vector, out var vector, out _) ? Number(vector.Score().Base) : "";
}
