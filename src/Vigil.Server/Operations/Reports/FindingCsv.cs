using System.Globalization;
using System.Text;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;
using Vigil.Server.Operations.Findings;

namespace Vigil.Server.Operations.Reports;

/// <summary>Findings as CSV, with the columns of the original in its order.</summary>
internal static class FindingCsv
{
    private static readonly (string Name, Func<Row, string> ValueOf)[] Columns =
    [
        ("AWS Account Id", row => row.Finding.Resource.Account.ToString()),
        ("Severity", row => FindingWords.Severity[row.Content.Severity]),
        ("Fix Available", row => FindingWords.Fix[row.Content.FixAvailable]),
        ("Finding Type", row => FindingWords.Type[row.Content.Type]),
        ("Title", row => row.Content.Title),
        ("Description", row => row.Content.Description),
        ("Finding ARN", row => row.Finding.Arn),
        ("First Seen", row => Time(row.Finding.State.FirstObservedAt)),
        ("Last Seen", row => Time(row.Finding.State.LastObservedAt)),
        ("Last Updated", row => Time(row.Finding.State.UpdatedAt)),
        ("Resource ID", row => row.Finding.Resource.Id),
        ("Container Image Tags", row => Join(row.Finding.Resource.Image?.ImageTags)),
        ("Region", row => row.Finding.Resource.Region),
        ("Platform", row => row.Finding.Resource.Machine?.OperatingSystem ?? row.Finding.Resource.Image?.OperatingSystem ?? ""),
        ("Resource Tags", row => string.Join(", ", row.Finding.Resource.Tags.Items.Select(tag => $"{tag.Key}:{tag.Value}"))),
        ("Affected Packages", row => row.OfPackages(package => package.Package.Coordinate.Name)),
        ("Package Installed Version", row => row.OfPackages(package => package.Package.Coordinate.Version)),
        ("Fixed in Version", row => row.OfPackages(VulnerablePackageJson.FixOf)),
        ("Package Remediation", row => row.OfPackages(package => package.Remediation)),
        ("File Path", row => row.OfParts(parts => parts.FilePath) is { Length: > 0 } paths ? paths : row.Content.Code?.FilePath ?? ""),
        ("Network Paths", row => string.Join(" > ", row.Content.Network?.Steps.Items.Select(step => step.ComponentId) ?? [])),
        ("Age (Days)", row => Number((row.At - row.Finding.State.FirstObservedAt).Days)),
        ("Remediation", row => row.Content.Recommendation),
        ("Inspector Score", row => Number(row.Content.Score)),
        ("Inspector Score Vector", row => row.Flaw?.Risk?.Vector ?? ""),
        ("Status", row => FindingWords.Status[row.Finding.State.Status]),
        ("Vulnerability Id", row => row.Flaw?.VulnerabilityId ?? ""),
        ("Vendor", row => row.Flaw?.SeveritySource ?? ""),
        ("Vendor Severity", row => row.Flaw?.VendorSeverity ?? ""),
        ("Vendor Advisory", row => row.Flaw is { } flaw ? FlawAddresses.Of(flaw.SeveritySource, flaw.VulnerabilityId) : ""),
        ("Vendor Advisory Published", row => row.Flaw?.Published is { } published ? Time(published) : ""),
        ("NVD CVSS3 Score", row => Score(row.Nvd(is3: true))),
        ("NVD CVSS3 Vector", row => row.Nvd(is3: true)?.Vector ?? ""),
        ("NVD CVSS2 Score", row => Score(row.Nvd(is3: false))),
        ("NVD CVSS2 Vector", row => row.Nvd(is3: false)?.Vector ?? ""),
        ("Vendor CVSS3 Score", row => Score(row.Vendor(is3: true))),
        ("Vendor CVSS3 Vector", row => row.Vendor(is3: true)?.Vector ?? ""),
        ("Vendor CVSS2 Score", row => Score(row.Vendor(is3: false))),
        ("Vendor CVSS2 Vector", row => row.Vendor(is3: false)?.Vector ?? ""),
        ("Resource Type", row => ResourceTypes.Words[row.Finding.Resource.Type]),
        ("Ami", row => row.Finding.Resource.Machine?.ImageId ?? ""),
        ("Resource Public Ipv4", _ => ""),
        ("Resource Private Ipv4", row => Join(row.Finding.Resource.Machine?.IpV4Addresses)),
        ("Resource Ipv6", row => Join(row.Finding.Resource.Machine?.IpV6Addresses)),
        ("Resource Vpc", row => row.Finding.Resource.Machine?.NetworkId ?? ""),
        ("Port Range", row => row.Content.Network is { } path ? $"{Number(path.FirstPort)}-{Number(path.LastPort)}" : ""),
        ("Epss Score", row => Number(row.Content.Epss)),
        ("Exploit Available", row => row.Content.IsExploitAvailable ? "YES" : "NO"),
        ("Last Exploited At", row => row.Flaw is { } flaw && FindingJson.LastExploit(flaw) is { } last ? Time(last) : ""),
        ("Lambda Layers", row => Join(row.Finding.Resource.Function?.Layers)),
        ("Lambda Package Type", row => row.Finding.Resource.Function?.PackageType ?? ""),
        ("Lambda Last Updated At", row => row.Finding.Resource.Function?.LastModifiedAt is { } modified ? Time(modified) : ""),
        ("Reference Urls", row => Join(row.Flaw?.References)),
        ("Detector Name", row => row.Content.Code?.DetectorName ?? ""),
        ("Package Manager", row => row.OfManagers()),
    ];

    /// <summary>Writes the header and a line for each finding.</summary>
    public static void Write(Stream stream, IEnumerable<RecordedFinding> findings, DateTimeOffset at)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        text.Write(string.Join(',', Columns.Select(column => column.Name)));
        text.Write("\r\n");
        foreach (var finding in findings)
        {
            var row = new Row(finding, at);
            CsvLine.Write(text, Columns.Select(column => column.ValueOf(row)));
        }
    }

    private static string Join(EquatableArray<string>? values) => string.Join(", ", values?.Items ?? []);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Score(Severity? severity) =>
        severity is not null && CvssVector.TryParse(severity.Vector, out var vector, out _) ? Number(vector.Score().Base) : "";

    /// <summary>A finding and what lines share.</summary>
    private sealed record Row(RecordedFinding Finding, DateTimeOffset At)
    {
        public FindingContent Content => Finding.Content;

        public Finding? Flaw => Finding.Content.Package;

        public string OfPackages(Func<VulnerablePackage, string> textOf) =>
            string.Join(", ", (Flaw?.Packages.Items ?? []).Select(textOf));

        public string OfParts(Func<PackageParts, string> textOf) =>
            string.Join(", ", (Flaw?.Packages.Items ?? []).SelectMany(package => PackageParts.Of(package.Package)).Select(textOf).Where(text => text.Length > 0));

        public string OfManagers() => string.Join(", ", (Flaw?.Packages.Items ?? [])
            .SelectMany(package => PackageParts.Of(package.Package).Select(parts => PackageManagers.Of(package.Package, parts)))
            .OfType<string>()
            .Distinct());

        public Severity? Nvd(bool is3) => Severity("NVD", is3);

        public Severity? Vendor(bool is3) => Flaw is { SeveritySource: not ("" or "NVD") and var source } ? Severity(source, is3) : null;

        private Severity? Severity(string source, bool is3) =>
            Flaw?.Severities.Items.FirstOrDefault(one => one.Source == source && one.Vector.Length > 0 && one.Vector.StartsWith("CVSS:3", StringComparison.Ordinal) == is3
                && !one.Vector.StartsWith("CVSS:4", StringComparison.Ordinal));
    }
}
